package dev.tutti.monitoring;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * How long something took, published as a Prometheus histogram: cumulative buckets, count and sum.
 * A MicroProfile Timer costs more a measurement, and its quantiles cannot be added up over nodes.
 * Any thread.
 */
final class DurationHistogram {
  private static final String[] BOUNDS = {
    "0.0005", "0.001", "0.005", "0.01", "0.05", "0.1", "0.5", "1", "5", "+Inf"
  };
  private static final long[] BOUNDS_NANOS = {
    500_000,
    1_000_000,
    5_000_000,
    10_000_000,
    50_000_000,
    100_000_000,
    500_000_000,
    1_000_000_000,
    5_000_000_000L,
    Long.MAX_VALUE
  };

  private final LongAdder[] buckets =
      IntStream.range(0, BOUNDS.length).mapToObj(i -> new LongAdder()).toArray(LongAdder[]::new);
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

  DurationHistogram(Metrics metrics, String event) {
    for (int i = 0; i < BOUNDS.length; i++) {
      int last = i;
      metrics.gauge(Meter.DURATION_BUCKET, () -> upTo(last), event, BOUNDS[i]);
    }
    metrics.gauge(Meter.DURATION_COUNT, this::count, event);
    metrics.gauge(Meter.DURATION_SUM, () -> nanos.sum() / 1e9, event);
  }

  void add(long elapsedNanos) {
    int bucket = 0;
    while (elapsedNanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    nanos.add(elapsedNanos);
    maxNanos.accumulate(elapsedNanos);
  }

  double meanMillis() {
    long count = count();
    return count == 0 ? 0 : nanos.sum() / 1e6 / count;
  }

  double maxMillis() {
    return maxNanos.get() / 1e6;
  }

  private long count() {
    return upTo(BOUNDS.length - 1);
  }

  private long upTo(int bucket) {
    return Arrays.stream(buckets, 0, bucket + 1).mapToLong(LongAdder::sum).sum();
  }
}
