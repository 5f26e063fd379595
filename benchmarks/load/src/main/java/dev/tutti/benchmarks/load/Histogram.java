package dev.tutti.benchmarks.load;

import java.util.Arrays;

/** Latencies in microseconds, 64 steps for each power of two: errors stay below 2 %. */
final class Histogram {
  private static final int STEPS = 64;
  private static final int STEP_BITS = 6;
  private static final int POWERS = 40;

  private final long[] counts = new long[STEPS * POWERS];
  private long total;

  void record(long micros) {
    counts[slot(Math.max(1, micros))]++;
    total++;
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  /** The latency that this share of all does not exceed, 0 when there is none. */
  long at(double quantile) {
    long needed = Math.max(1, (long) Math.ceil(total * quantile));
    long seen = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      seen += counts[slot];
      if (seen >= needed) {
        int power = slot / STEPS;
        long step = slot % STEPS;
        return (1L << power) + ((step << power) >> STEP_BITS);
      }
    }
    return 0;
  }

  private static int slot(long micros) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
    long scaled = power < STEP_BITS ? micros << (STEP_BITS - power) : micros >> (power - STEP_BITS);
    return Math.min(power * STEPS + (int) (scaled & (STEPS - 1)), STEPS * POWERS - 1);
  }
}
