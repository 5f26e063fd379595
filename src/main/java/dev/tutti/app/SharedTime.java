package dev.tutti.app;

import java.time.Instant;

/** The time that several nodes agree on, whatever their own clocks say. A port. Thread-safe. */
public interface SharedTime {
  Instant now();
}
