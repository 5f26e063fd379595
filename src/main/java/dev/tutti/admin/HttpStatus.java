package dev.tutti.admin;

import dev.tutti.events.EventRejectedException;

/** The statuses that this API answers with itself. */
enum HttpStatus {
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  TOO_MANY_REQUESTS(429, "Too Many Requests"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable");

  private final int code;
  private final String title;

  HttpStatus(int code, String title) {
    this.code = code;
    this.title = title;
  }

  /** The status of a refusal by a service. */
  static HttpStatus of(EventRejectedException refusal) {
    return switch (refusal.code()) {
      case "rate_limited" -> TOO_MANY_REQUESTS;
      case "payload_too_large" -> CONTENT_TOO_LARGE;
      case EventRejectedException.UNAVAILABLE -> SERVICE_UNAVAILABLE;
      default -> BAD_REQUEST;
    };
  }

  int code() {
    return code;
  }

  String title() {
    return title;
  }
}
