package dev.tutti.engineio;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of one POST on its way to its session. */
record PollingPost(EngineIoSession session, PollingTransport transport, Exchange exchange)
    implements BodyReceiver {

  @Override
  public void received(@Nullable String contentType, byte[] body) {
    if (binary(contentType)) {
      session.abort(CloseReason.TRANSPORT_ERROR);
    } else {
      session.execute(() -> session.inbox().receivePost(transport, exchange, body));
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

  /** Binary bodies belong to an older protocol. */
  private static boolean binary(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith("application/octet-stream");
  }
}
