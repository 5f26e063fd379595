package dev.tutti.engineio;

import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Iterator;

/**
 * Takes a session's packets apart and acts on them, until something has begun to end the session.
 * Confined to the mailbox. Engine.IO 4, "Packet encoding".
 */
final class Inbox {
  private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

  /** Hears nothing: before the session is accepted. */
  private static final SessionListener NOBODY =
      new SessionListener() {
        @Override
        public void onText(String data) {}

        @Override
        public void onBinary(byte[] data) {}

        @Override
        public void onClose(CloseReason reason) {}
      };

  private final EngineIoSession session;
  private final Heartbeat heartbeat;
  private SessionListener listener = NOBODY;

  Inbox(EngineIoSession session, Heartbeat heartbeat) {
    this.session = session;
    this.heartbeat = heartbeat;
  }

  void deliverTo(SessionListener accepted) {
    listener = accepted;
  }

  void close(CloseReason reason) {
    listener.onClose(reason);
  }

  /** The packets of one POST: those before a bad one count. */
  void receivePost(PollingTransport polling, Exchange exchange, byte[] body) {
    String payload;
    try {
      payload = Utf8.decode(body);
    } catch (CharacterCodingException e) {
      session.abort(CloseReason.PARSE_ERROR);
      return;
    }
    Iterator<String> packets = Payload.split(payload);
    while (packets.hasNext() && session.open()) {
      receive(packets.next());
    }
    polling.endPost(exchange, HttpReply.OK);
  }

  /** One text packet. */
  void receive(String packet) {
    if (!session.open()) {
      return;
    }
    char first = packet.isEmpty() ? 0 : packet.charAt(0);
    if (first == PacketType.BASE64) {
      receiveBase64(packet.substring(1));
      return;
    }
    PacketType type = PacketType.ofDigit(first);
    if (type == null) {
      session.abort(CloseReason.PARSE_ERROR);
      return;
    }
    switch (type) {
      case MESSAGE -> deliver(() -> listener.onText(packet.substring(1)));
      case PONG -> heartbeat.pong();
      case PING -> session.abort(CloseReason.TRANSPORT_ERROR);
      case CLOSE -> session.leave();
      case OPEN, UPGRADE, NOOP -> {
        // A client has no business to send them here; the reference server ignores them.
      }
    }
  }

  /** One binary message. */
  void receive(byte[] message) {
    if (session.open()) {
      deliver(() -> listener.onBinary(message));
    }
  }

  private void receiveBase64(String text) {
    byte[] message;
    try {
      message = Base64.getDecoder().decode(withoutLineBreaks(text));
    } catch (IllegalArgumentException e) {
      session.abort(CloseReason.PARSE_ERROR);
      return;
    }
    receive(message);
  }

  /** The official Java client breaks base64 into lines, as MIME does. */
  private static String withoutLineBreaks(String base64) {
    return base64.indexOf('\n') < 0 ? base64 : base64.replace("\n", "").replace("\r", "");
  }

  private void deliver(Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "packet could not be handled, its session is closed", e);
      session.abort(CloseReason.TRANSPORT_ERROR);
    }
  }
}
