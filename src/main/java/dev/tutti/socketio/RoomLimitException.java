package dev.tutti.socketio;

/** A socket or a namespace would have more rooms than allowed. */
public final class RoomLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RoomLimitException(String message) {
    super(message);
  }
}
