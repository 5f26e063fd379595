package dev.tutti.engineio;

/** Why a session ended; the texts are those that Socket.IO applications know. */
public enum CloseReason {
  /** The client closed, or its connection went away. */
  TRANSPORT_CLOSE("transport close"),
  /** The transport broke, or the client violated the transport's rules. */
  TRANSPORT_ERROR("transport error"),
  /** No PONG within pingTimeout after a PING. */
  PING_TIMEOUT("ping timeout"),
  /** The client sent bytes that are no packet. */
  PARSE_ERROR("parse error"),
  /** A client's packet was larger than maxPayload. */
  PAYLOAD_TOO_LARGE("payload too large"),
  /** The client read too slowly and its send queue was full. */
  SLOW_CONSUMER("slow consumer"),
  /** The client joined no namespace in time, or was refused too often. */
  UNAUTHENTICATED("unauthenticated"),
  /** The server ended this session. */
  FORCED_SERVER_CLOSE("forced server close"),
  /** The server stops or is redeployed. */
  SERVER_SHUTTING_DOWN("server shutting down");

  private final String text;

  CloseReason(String text) {
    this.text = text;
  }

  /** The reason as applications and metrics see it. */
  public String text() {
    return text;
  }
}
