package dev.tutti.engineio;

import java.time.Duration;
import java.util.Locale;

/**
 * Why a request is refused, with its HTTP answer. Engine.IO 4, "Handshake"; the codes 0 to 5 are
 * those of the reference server.
 *
 * <p>What passes by itself (overload, limits, a server that starts or stops) is 503 or 429 with
 * {@code Retry-After}: official clients take any such answer for a transport error and come back
 * with their own back-off.
 */
public enum Refusal {
  TRANSPORT_UNKNOWN(400, 0, "Transport unknown"),
  SESSION_UNKNOWN(400, 1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
  BAD_REQUEST(400, 3, "Bad request"),
  /** The page's origin is not allowed here. */
  FORBIDDEN(403, 4, "Forbidden"),
  UNSUPPORTED_PROTOCOL(400, 5, "Unsupported protocol version"),
  /** The server found the request's own credentials bad. */
  UNAUTHORIZED(401, 4, "Unauthorized"),
  /** The node is full. */
  TOO_MANY_CONNECTIONS(503, 4, "Too many connections", Duration.ofSeconds(5)),
  TOO_MANY_CONNECTIONS_OF_ADDRESS(429, 4, "Too many connections", Duration.ofSeconds(5)),
  TOO_MANY_HANDSHAKES(429, 4, "Too many handshakes", Duration.ofSeconds(1)),
  /** The server starts or stops. */
  UNAVAILABLE(503, 4, "Service unavailable", Duration.ofSeconds(5));

  private final int status;
  private final int code;
  private final String message;
  private final Duration retryAfter;
  private final String word = name().toLowerCase(Locale.ROOT);

  Refusal(int status, int code, String message) {
    this(status, code, message, Duration.ZERO);
  }

  Refusal(int status, int code, String message, Duration retryAfter) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The {@code code} of the JSON body. */
  public int code() {
    return code;
  }

  /** The {@code message} of the JSON body. */
  public String message() {
    return message;
  }

  /** When to come back; zero where coming back does not help. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** The name that metrics count. */
  public String word() {
    return word;
  }

  /** The answer as the client gets it. */
  public HttpReply reply() {
    return HttpReply.refusal(this);
  }
}
