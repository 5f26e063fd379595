package dev.tutti.events;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * How many events are accepted in any window of a length.
 *
 * @param limit from 1 to 100,000
 * @param window from 1 millisecond to 1 day
 */
public record RateLimit(int limit, Duration window) {
  private static final int MAX_LIMIT = 100_000;
  private static final Duration MIN_WINDOW = Duration.ofMillis(1);
  private static final Duration MAX_WINDOW = Duration.ofDays(1);

  public RateLimit {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to 100000: " + limit);
    }
    if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
      throw new IllegalArgumentException("window must be from PT0.001S to P1D: " + window);
    }
  }

  /**
   * Reads {@code 30/PT1M}: the limit, a slash, the window in ISO-8601.
   *
   * @throws IllegalArgumentException when the text is no such limit
   */
  public static RateLimit parse(String text) {
    int slash = text.indexOf('/');
    try {
      return new RateLimit(
          Integer.parseInt(text.substring(0, Math.max(0, slash)).strip()),
          Duration.parse(text.substring(slash + 1).strip()));
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException("no rate limit such as 30/PT1M: " + text, e);
    }
  }

  /** As many a minute. */
  public static RateLimit perMinute(int limit) {
    return new RateLimit(limit, Duration.ofMinutes(1));
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return limit + "/" + window;
  }
}
