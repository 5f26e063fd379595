package dev.tutti.app.notification;

import dev.tutti.engineio.Scheduler;
import dev.tutti.events.EventRejectedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many through in any minute, exactly. Thread-safe. */
final class BroadcastThrottle {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Scheduler scheduler;
  private final int limit;

  /**
   * The monotonic times of what was let through in the last minute, at most as many as the limit.
   */
  private final Deque<Long> passed = new ArrayDeque<>();

  BroadcastThrottle(Scheduler scheduler, int limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  /**
   * Takes one.
   *
   * @throws EventRejectedException {@code rate_limited} with the time until one is free
   */
  synchronized void acquire() {
    long now = scheduler.nanoTime();
    while (!passed.isEmpty() && now - passed.peekFirst() >= WINDOW.toNanos()) {
      passed.removeFirst();
    }
    if (passed.size() == limit) {
      Duration retryAfter = WINDOW.minusNanos(now - passed.peekFirst());
      throw new EventRejectedException(
          "rate_limited", "Too many broadcasts", null, retryAfter, true);
    }
    passed.addLast(now);
  }
}
