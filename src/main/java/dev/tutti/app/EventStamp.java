package dev.tutti.app;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * When something happened and which one it is, the same for everybody who hears of it.
 *
 * @param id unique, and in the order of creation when compared as text
 * @param time to the millisecond
 */
public record EventStamp(String id, Instant time) {
  private static final DateTimeFormatter ISO_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  public EventStamp {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The time in ISO-8601 with milliseconds and {@code Z}, as JavaScript writes it. */
  public String timestamp() {
    return ISO_MILLIS.format(time);
  }
}
