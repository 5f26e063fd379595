package dev.tutti.engineio;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A scheduler whose time stands still until a test advances it. One thread at a time. */
public final class ManualScheduler implements Scheduler {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparingLong((Entry entry) -> entry.due)
              .thenComparingLong(entry -> entry.order));
  private long nanos;
  private long orders;

  @Override
  public synchronized Timer schedule(Duration delay, Runnable task) {
    Entry entry = new Entry(nanos + Math.max(0, delay.toNanos()), orders++, task);
    entries.add(entry);
    return () -> cancel(entry);
  }

  @Override
  public synchronized Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  /** Moves the time on and runs what falls due on the way, each task at its own time. */
  public void advance(Duration step) {
    long target = nanoTime() + step.toNanos();
    for (Runnable task = next(target); task != null; task = next(target)) {
      task.run();
    }
    synchronized (this) {
      nanos = target;
    }
  }

  /** Moves the time on without running what falls due, as a machine does that is too busy. */
  public synchronized void oversleep(Duration step) {
    nanos += step.toNanos();
  }

  /** How many tasks wait: zero after a clean end. */
  public synchronized int pending() {
    return entries.size();
  }

  private synchronized Runnable next(long target) {
    Entry entry = entries.peek();
    if (entry == null || entry.due > target) {
      return null;
    }
    entries.poll();
    nanos = Math.max(nanos, entry.due);
    return entry.task;
  }

  private synchronized void cancel(Entry entry) {
    entries.remove(entry);
  }

  private static final class Entry {
    final long due;
    final long order;
    final Runnable task;

    Entry(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }
  }
}
