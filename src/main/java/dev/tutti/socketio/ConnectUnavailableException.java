package dev.tutti.socketio;

/**
 * A guard cannot decide now (an issuer that does not answer, overload): the transport is closed
 * without a word, so that the client comes back with its own back-off.
 */
public final class ConnectUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConnectUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
