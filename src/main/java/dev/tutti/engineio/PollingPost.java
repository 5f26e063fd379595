package dev.tutti.engineio;

import org.jspecify.annotations.Nullable;

/** The body of one POST on its way to its session. */
record PollingPost(EngineIoSession session, PollingTransport transport, Exchange exchange)
    implements BodyReceiver {

  @Override
  public void received(@Nullable String contentType, byte[] body) {
    if (EngineIoSession.binaryContent(contentType)) {
      session.abort(CloseReason.TRANSPORT_ERROR);
    } else {
      session.execute(() -> session.receivePost(transport, exchange, body));
    }
  }

  @Override
  public void tooLarge() {
    transport.endPost(exchange, HttpReply.TOO_LARGE);
  }

  @Override
  public void broken() {
    session.exchangeBroken();
  }
}
