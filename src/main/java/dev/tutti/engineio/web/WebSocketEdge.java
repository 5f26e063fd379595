package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.FrameReceiver;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One WebSocket between the container and the engine. */
final class WebSocketEdge {
  private static final System.Logger LOG = System.getLogger(WebSocketEdge.class.getName());

  private @Nullable FrameReceiver receiver;

  void open(Session session) throws IOException {
    if (!(session.getUserPrincipal() instanceof UpgradeRequest.Carrier carrier)) {
      LOG.log(Level.ERROR, "web socket came past the filter, refused");
      session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, ""));
      return;
    }
    EngineIoServer server = carrier.server();
    // Containers that heed it stop reading early; one more, since the engine judges the limit.
    int limit = server.config().maxPayloadBytes() + 1;
    session.setMaxTextMessageBufferSize(limit);
    session.setMaxBinaryMessageBufferSize(limit);
    receiver = server.connect(carrier.handshake(), carrier.application().sender(session, server));
  }

  void text(String text) {
    if (receiver != null) {
      receiver.onText(text);
    }
  }

  void binary(byte[] data) {
    if (receiver != null) {
      receiver.onBinary(data);
    }
  }

  void close() {
    if (receiver != null) {
      receiver.onClose();
    }
  }

  void error(Throwable cause) {
    LOG.log(Level.DEBUG, "web socket broke", cause);
    if (receiver != null) {
      receiver.onError();
    }
  }
}
