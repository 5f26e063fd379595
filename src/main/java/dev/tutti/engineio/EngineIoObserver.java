package dev.tutti.engineio;

/** Hears what the engine does, for metrics. Called on hot paths by any thread: count and return. */
public interface EngineIoObserver {

  /** Hears nothing. */
  EngineIoObserver NONE = new EngineIoObserver() {};

  default void sessionOpened(TransportKind transport) {}

  /** A polling session moved to WebSocket. */
  default void sessionUpgraded() {}

  default void sessionClosed(TransportKind transport, CloseReason reason) {}

  /** A handshake or request was refused; the code is a bounded set of snake_case words. */
  default void requestRefused(String code) {}

  /** A frame was handed to a session's queue or transport. */
  default void frameSent(int bytes) {}

  /** A volatile packet was dropped since the client could not take it at once. */
  default void volatileDropped() {}

  /** The bytes waiting in all send queues grew (or shrank) by this much. */
  default void queuedBytesChanged(long delta) {}
}
