package dev.tutti.engineio;

/**
 * The way in of one WebSocket: first perhaps as a candidate for an upgrade, then as the session's
 * transport. The edge may call on any thread, in order; the rest is confined to the session's
 * mailbox.
 */
final class WebSocketConnection implements FrameReceiver {
  private enum Stage {
    /** Wants to take over a polling session. */
    CANDIDATE,
    LIVE,
    CLOSED
  }

  private final EngineIoSession session;
  private final WebSocketTransport transport;
  private final int maxPayloadBytes;
  private Stage stage;

  private WebSocketConnection(
      EngineIoSession session, WebSocketTransport transport, int maxPayloadBytes, Stage stage) {
    this.session = session;
    this.transport = transport;
    this.maxPayloadBytes = maxPayloadBytes;
    this.stage = stage;
  }

  static WebSocketConnection candidate(
      EngineIoSession session, WebSocketTransport transport, int maxPayloadBytes) {
    return new WebSocketConnection(session, transport, maxPayloadBytes, Stage.CANDIDATE);
  }

  static WebSocketConnection live(
      EngineIoSession session, WebSocketTransport transport, int maxPayloadBytes) {
    return new WebSocketConnection(session, transport, maxPayloadBytes, Stage.LIVE);
  }

  @Override
  public void onText(String text) {
    if (Utf8.longerThan(text, maxPayloadBytes)) {
      session.execute(() -> end(CloseReason.PAYLOAD_TOO_LARGE));
    } else {
      session.execute(() -> text(text));
    }
  }

  @Override
  public void onBinary(byte[] data) {
    if (data.length > maxPayloadBytes) {
      session.execute(() -> end(CloseReason.PAYLOAD_TOO_LARGE));
    } else {
      session.execute(() -> binary(data));
    }
  }

  @Override
  public void onClose() {
    session.execute(() -> end(CloseReason.TRANSPORT_CLOSE));
  }

  @Override
  public void onError() {
    session.execute(() -> end(CloseReason.TRANSPORT_ERROR));
  }

  private void text(String text) {
    switch (stage) {
      case CANDIDATE -> upgrade(text);
      case LIVE -> session.inbox().receive(text);
      case CLOSED -> {
        // Sent before the client saw the close.
      }
    }
  }

  private void upgrade(String packet) {
    stage =
        switch (session.upgradePacket(transport, packet)) {
          case UNDER_WAY -> Stage.CANDIDATE;
          case DONE -> Stage.LIVE;
          case FAILED -> Stage.CLOSED;
        };
  }

  private void binary(byte[] data) {
    switch (stage) {
      case CANDIDATE -> end(CloseReason.TRANSPORT_ERROR);
      case LIVE -> session.inbox().receive(data);
      case CLOSED -> {
        // Sent before the client saw the close.
      }
    }
  }

  private void end(CloseReason reason) {
    Stage ended = stage;
    stage = Stage.CLOSED;
    switch (ended) {
      case CANDIDATE -> session.upgradeFailed(transport, reason);
      case LIVE -> session.abort(reason);
      case CLOSED -> {
        // The end of a WebSocket that the server has closed.
      }
    }
  }
}
