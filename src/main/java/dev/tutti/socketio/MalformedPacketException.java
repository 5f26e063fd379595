package dev.tutti.socketio;

/** A client sent what is no packet: its session is closed. The message never holds the payload. */
final class MalformedPacketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedPacketException(String message) {
    super(message, null, false, false);
  }
}
