package dev.tutti;

import java.time.Duration;

/**
 * How the server stops.
 *
 * @param drainPeriod over which the clients are sent away; zero: all at once
 */
record ShutdownConfig(Duration drainPeriod) {

  /** The defaults of the README's table. */
  static ShutdownConfig defaults() {
    return new ShutdownConfig(Duration.ofSeconds(5));
  }
}
