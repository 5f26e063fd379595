package dev.tutti.engineio;

import java.util.concurrent.Executor;

/**
 * All sessions of this node: handshakes, look-up by id, limits, shutdown. Owns the map of sessions;
 * any thread may call.
 */
public final class EngineIoServer {
  private final EngineIoConfig config;

  /**
   * @param overflow runs mailboxes that have been drained for long, and blocking closes
   */
  public EngineIoServer(
      EngineIoConfig config,
      Scheduler scheduler,
      Executor overflow,
      SessionAcceptor acceptor,
      EngineIoObserver observer) {
    this.config = config;
  }

  public EngineIoConfig config() {
    return config;
  }

  /** Open sessions on this node. */
  public int sessionCount() {
    throw new UnsupportedOperationException();
  }

  /**
   * Refuses new handshakes and closes every session with {@link CloseReason#SERVER_SHUTTING_DOWN}.
   */
  public void close() {
    throw new UnsupportedOperationException();
  }
}
