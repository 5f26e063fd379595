package dev.tutti.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long something has been going on. Any thread. */
final class Stopwatch {
  private static final long STOPPED = Long.MIN_VALUE;

  private volatile long begin = STOPPED;

  void start() {
    begin = System.nanoTime();
  }

  void stop() {
    begin = STOPPED;
  }

  boolean runsFor(Duration duration) {
    long since = begin;
    return since != STOPPED
        && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) > duration.toMillis();
  }
}
