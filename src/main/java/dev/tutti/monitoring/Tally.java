package dev.tutti.monitoring;

import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** A count that only grows, kept here and, where the server has metrics, in its counter as well. */
final class Tally {
  private final LongAdder sum = new LongAdder();
  private final @Nullable Counter published;

  Tally(@Nullable Counter published) {
    this.published = published;
  }

  void add(long amount) {
    sum.add(amount);
    if (published != null) {
      published.inc(amount);
    }
  }

  long sum() {
    return sum.sum();
  }
}
