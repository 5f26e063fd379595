package dev.tutti.engineio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The answer to one request of the polling transport. Immutable. */
public final class HttpReply {
  private static final String TEXT = "text/plain; charset=UTF-8";

  /** A POST was taken. */
  static final HttpReply OK = new HttpReply(200, "text/html", "ok", Duration.ZERO);

  /** The transport's rules were violated; the session is gone. */
  static final HttpReply VIOLATION = new HttpReply(400, TEXT, "", Duration.ZERO);

  /** The body was too large and is dropped; the session goes on. */
  static final HttpReply TOO_LARGE = new HttpReply(413, TEXT, "", Duration.ZERO);

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Duration retryAfter;

  private HttpReply(int status, String contentType, String body, Duration retryAfter) {
    this.status = status;
    this.contentType = contentType;
    this.body = body.getBytes(StandardCharsets.UTF_8);
    this.retryAfter = retryAfter;
  }

  /** Packets for the client. */
  static HttpReply payload(String payload) {
    return new HttpReply(200, TEXT, payload, Duration.ZERO);
  }

  static HttpReply refusal(Refusal refusal) {
    String body = "{\"code\":" + refusal.code() + ",\"message\":\"" + refusal.message() + "\"}";
    return new HttpReply(refusal.status(), "application/json", body, refusal.retryAfter());
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  /** The body; not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The value of {@code Retry-After}; zero for none. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
