package dev.tutti.events;

import org.jspecify.annotations.Nullable;

/** The refusals that the programming model itself gives. */
final class Refusals {
  static final String INVALID_PAYLOAD = "invalid_payload";
  static final String RATE_LIMITED = "rate_limited";
  static final String MUTED = "muted";
  static final String UNKNOWN_EVENT = "unknown_event";
  static final String TIMEOUT = "timeout";
  static final String INTERNAL_ERROR = "internal_error";

  private Refusals() {}

  static EventRejectedException invalidPayload(@Nullable String field) {
    return new EventRejectedException(
        INVALID_PAYLOAD, "Invalid message format", field, null, false);
  }

  static EventRejectedException unauthenticated() {
    return new EventRejectedException("unauthenticated", "Authentication required");
  }

  static EventRejectedException forbidden() {
    return new EventRejectedException("forbidden", "Not allowed");
  }

  static EventRejectedException unknownEvent() {
    return new EventRejectedException(UNKNOWN_EVENT, "Unknown event");
  }

  static EventRejectedException overloaded() {
    return new EventRejectedException("overloaded", "Server is busy", null, null, true);
  }

  static EventRejectedException timeout() {
    return new EventRejectedException(TIMEOUT, "No answer in time", null, null, true);
  }

  static EventRejectedException internalError() {
    return new EventRejectedException(INTERNAL_ERROR, "Internal error", null, null, true);
  }
}
