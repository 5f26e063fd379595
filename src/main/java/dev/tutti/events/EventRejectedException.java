package dev.tutti.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A refusal that the client may read. Anything else a handler throws is an internal error. */
public final class EventRejectedException extends RuntimeException {
  /** The code of what cannot be decided or done now, but perhaps a moment later. */
  public static final String UNAVAILABLE = "unavailable";

  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String field;
  private final @Nullable Duration retryAfter;
  private final boolean retryable;

  /**
   * @param code a snake_case word that programs read
   * @param message a sentence that people read
   */
  public EventRejectedException(String code, String message) {
    this(code, message, null, null, false);
  }

  /**
   * @param field the part of the payload that is wrong
   * @param retryAfter how long the same event will be refused
   * @param retryable whether the same event may succeed later
   */
  public EventRejectedException(
      String code,
      String message,
      @Nullable String field,
      @Nullable Duration retryAfter,
      boolean retryable) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
    this.retryable = retryable;
  }

  /** Something that the event needs is not there now. */
  public static EventRejectedException unavailable() {
    return new EventRejectedException(UNAVAILABLE, "Not possible at the moment", null, null, true);
  }

  public String code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public boolean retryable() {
    return retryable;
  }
}
