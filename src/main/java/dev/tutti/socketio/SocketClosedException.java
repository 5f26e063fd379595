package dev.tutti.socketio;

/** The socket ended before its client answered. */
public final class SocketClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SocketClosedException(String message) {
    super(message);
  }
}
