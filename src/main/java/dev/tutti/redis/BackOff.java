package dev.tutti.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: none before the first, then doubling up to a limit, each shortened at
 * random by up to a half so that nodes which lost the same server do not come back together.
 */
final class BackOff {
  private static final long FIRST_NANOS = Duration.ofMillis(50).toNanos();

  private final long maxNanos;
  private long nextNanos;

  BackOff(Duration max) {
    maxNanos = max.toNanos();
  }

  /** Nanoseconds before the next attempt. */
  long next() {
    long full = Math.min(nextNanos, maxNanos);
    nextNanos = Math.min(maxNanos, Math.max(FIRST_NANOS, nextNanos * 2));
    return full == 0 ? 0 : full - ThreadLocalRandom.current().nextLong(full / 2 + 1);
  }

  /** Whether at most one attempt has been made since the last success. */
  boolean isFirst() {
    return nextNanos <= FIRST_NANOS;
  }

  /** An attempt has succeeded. */
  void reset() {
    nextNanos = 0;
  }
}
