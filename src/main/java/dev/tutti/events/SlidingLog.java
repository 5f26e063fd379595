package dev.tutti.events;

import java.util.Arrays;

/**
 * The moments of the last accepted events under one limit: exact in every window, and never more of
 * them than the limit. Not thread-safe.
 */
final class SlidingLog {
  private static final int INITIAL_CAPACITY = 4;

  private final int limit;
  private final long windowNanos;
  private long[] moments;
  private int head;
  private int size;

  SlidingLog(RateLimit rate) {
    this.limit = rate.limit();
    this.windowNanos = rate.window().toNanos();
    this.moments = new long[Math.min(limit, INITIAL_CAPACITY)];
  }

  /** Nanoseconds until one more fits, 0 when it fits now. */
  long waitNanos(long now) {
    forgetBefore(now);
    return size < limit ? 0 : windowNanos - (now - moments[head]);
  }

  /** Counts one that fits. */
  void add(long now) {
    if (size == moments.length) {
      grow();
    }
    moments[(head + size) % moments.length] = now;
    size++;
  }

  /** Whether nothing counts any more. */
  boolean idle(long now) {
    forgetBefore(now);
    return size == 0;
  }

  private void forgetBefore(long now) {
    while (size > 0 && now - moments[head] >= windowNanos) {
      head = (head + 1) % moments.length;
      size--;
    }
  }

  private void grow() {
    long[] ordered = Arrays.copyOf(rotated(), Math.min(limit, moments.length * 2));
    moments = ordered;
    head = 0;
  }

  private long[] rotated() {
    long[] ordered = new long[moments.length];
    int tail = moments.length - head;
    System.arraycopy(moments, head, ordered, 0, tail);
    System.arraycopy(moments, 0, ordered, tail, head);
    return ordered;
  }
}
