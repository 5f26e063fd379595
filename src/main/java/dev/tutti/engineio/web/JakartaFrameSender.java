package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Frame;
import dev.tutti.engineio.FrameSender;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends over Jakarta WebSocket. The engine has one send in flight, so one handler serves all. */
final class JakartaFrameSender implements FrameSender, SendHandler {
  private static final System.Logger LOG = System.getLogger(JakartaFrameSender.class.getName());

  /**
   * How young a WebSocket is not closed. Payara calls {@code onOpen} before the 101 has left; a
   * close meanwhile frees the request for its next user while it is still being served.
   */
  private static final Duration SETTLING_TIME = Duration.ofMillis(100);

  private final Session session;
  private final EngineIoServer server;
  private final long openedNanos;
  private final RemoteEndpoint.Async remote;
  private volatile @Nullable Completion completion;

  JakartaFrameSender(Session session, EngineIoServer server) {
    this.session = session;
    this.server = server;
    this.openedNanos = server.scheduler().nanoTime();
    this.remote = session.getAsyncRemote();
  }

  @Override
  public void send(Frame frame, Completion next) {
    completion = next;
    if (frame.isBinary()) {
      remote.sendBinary(ByteBuffer.wrap(frame.binary()), this);
    } else {
      remote.sendText(frame.text(), this);
    }
  }

  @Override
  public void onResult(SendResult result) {
    Completion current = completion;
    if (current == null) {
      return;
    }
    if (result.isOK()) {
      current.sent();
    } else {
      current.failed(result.getException());
    }
  }

  @Override
  public void close(int status) {
    Duration age = Duration.ofNanos(server.scheduler().nanoTime() - openedNanos);
    Duration left = SETTLING_TIME.minus(age);
    if (left.isNegative()) {
      closeNow(status);
    } else {
      server.scheduler().schedule(left, () -> server.aside(() -> closeNow(status)));
    }
  }

  private void closeNow(int status) {
    if (!session.isOpen()) {
      return;
    }
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(status), ""));
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "web socket was closed already", e);
    }
  }
}
