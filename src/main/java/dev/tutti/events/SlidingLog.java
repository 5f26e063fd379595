package dev.tutti.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The moments of the last accepted events under one limit: exact in every window, and never more of
 * them than the limit. What other nodes are known to have accepted counts as well. Not thread-safe.
 */
final class SlidingLog {
  private static final int INITIAL_CAPACITY = 4;

  private final int limit;
  private final long windowNanos;
  private long[] moments;
  private int head;
  private int size;
  private long total;

  /** What others accepted, oldest first; a few slices of time. */
  private List<Elsewhere> elsewhere = List.of();

  SlidingLog(RateLimit rate) {
    this.limit = rate.limit();
    this.windowNanos = rate.window().toNanos();
    this.moments = new long[Math.min(limit, INITIAL_CAPACITY)];
  }

  /** Nanoseconds until one more fits, 0 when it fits now. */
  long waitNanos(long now) {
    forgetBefore(now);
    int excess = size + countElsewhere() - limit;
    if (excess < 0) {
      return 0;
    }
    int here = 0;
    int there = 0;
    long moment = now;
    while (excess >= 0) {
      boolean own =
          there == elsewhere.size()
              || (here < size && moment(here) - elsewhere.get(there).moment() <= 0);
      moment = own ? moment(here) : elsewhere.get(there).moment();
      excess -= own ? 1 : elsewhere.get(there).count();
      here += own ? 1 : 0;
      there += own ? 0 : 1;
    }
    return windowNanos - (now - moment);
  }

  /** Counts one that fits. */
  void add(long now) {
    if (size == moments.length) {
      grow();
    }
    moments[(head + size) % moments.length] = now;
    size++;
    total++;
  }

  /** Whether nothing counts any more. */
  boolean idle(long now) {
    forgetBefore(now);
    return size == 0 && elsewhere.isEmpty();
  }

  /** How many count that were accepted here. */
  int accepted(long now) {
    forgetBefore(now);
    return size;
  }

  /** How many have ever been accepted here. */
  long total() {
    return total;
  }

  /** The last ones accepted here that still count, by slices of time, oldest first. */
  List<AcceptedEvents> last(long number, long now, long sliceNanos) {
    forgetBefore(now);
    List<AcceptedEvents> slices = new ArrayList<>();
    int from = (int) (size - Math.min(size, number));
    while (from < size) {
      int to = from + 1;
      while (to < size && moment(to) - moment(from) < sliceNanos) {
        to++;
      }
      slices.add(new AcceptedEvents(Duration.ofNanos(now - moment(from)), to - from));
      from = to;
    }
    return slices;
  }

  /** Replaces what is known of the others. */
  void acceptedElsewhere(List<AcceptedEvents> others, long now) {
    elsewhere =
        others.stream()
            .map(each -> new Elsewhere(now - each.age().toNanos(), each.count()))
            .sorted(Comparator.comparingLong(each -> each.moment() - now))
            .toList();
  }

  private void forgetBefore(long now) {
    while (size > 0 && now - moments[head] >= windowNanos) {
      head = (head + 1) % moments.length;
      size--;
    }
    if (!elsewhere.isEmpty() && now - elsewhere.get(0).moment() >= windowNanos) {
      elsewhere = elsewhere.stream().filter(each -> now - each.moment() < windowNanos).toList();
    }
  }

  private long moment(int index) {
    return moments[(head + index) % moments.length];
  }

  private int countElsewhere() {
    int count = 0;
    for (Elsewhere each : elsewhere) {
      count += each.count();
    }
    return count;
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

  private record Elsewhere(long moment, int count) {}
}
