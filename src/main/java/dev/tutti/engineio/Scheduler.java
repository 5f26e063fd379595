package dev.tutti.engineio;

import java.time.Duration;
import java.time.Instant;

/** Time as a port: production has one thread with a deadline queue, tests advance it by hand. */
public interface Scheduler {

  /** Runs the task once after the delay, on a thread that must not block. */
  Timer schedule(Duration delay, Runnable task);

  /** The wall clock. */
  Instant now();

  /** Monotonic nanoseconds, for intervals only. */
  long nanoTime();

  /** A task that is due later. */
  interface Timer {
    /** Prevents the task if it has not begun; idempotent. */
    void cancel();
  }
}
