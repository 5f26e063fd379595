package dev.tutti.socketio;

import dev.tutti.engineio.CloseReason;

/** Why a socket left its namespace; the texts are those that Socket.IO applications know. */
public enum DisconnectReason {
  CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
  SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
  TRANSPORT_CLOSE(CloseReason.TRANSPORT_CLOSE),
  TRANSPORT_ERROR(CloseReason.TRANSPORT_ERROR),
  PING_TIMEOUT(CloseReason.PING_TIMEOUT),
  PARSE_ERROR(CloseReason.PARSE_ERROR),
  PAYLOAD_TOO_LARGE(CloseReason.PAYLOAD_TOO_LARGE),
  SLOW_CONSUMER(CloseReason.SLOW_CONSUMER),
  UNAUTHENTICATED(CloseReason.UNAUTHENTICATED),
  FORCED_SERVER_CLOSE(CloseReason.FORCED_SERVER_CLOSE),
  SERVER_SHUTTING_DOWN(CloseReason.SERVER_SHUTTING_DOWN);

  private final String text;

  DisconnectReason(String text) {
    this.text = text;
  }

  DisconnectReason(CloseReason reason) {
    this(reason.text());
  }

  /** The reason as applications and metrics see it. */
  public String text() {
    return text;
  }

  static DisconnectReason of(CloseReason reason) {
    return switch (reason) {
      case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
      case TRANSPORT_ERROR -> TRANSPORT_ERROR;
      case PING_TIMEOUT -> PING_TIMEOUT;
      case PARSE_ERROR -> PARSE_ERROR;
      case PAYLOAD_TOO_LARGE -> PAYLOAD_TOO_LARGE;
      case SLOW_CONSUMER -> SLOW_CONSUMER;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case FORCED_SERVER_CLOSE -> FORCED_SERVER_CLOSE;
      case SERVER_SHUTTING_DOWN -> SERVER_SHUTTING_DOWN;
    };
  }
}
