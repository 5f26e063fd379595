package dev.tutti.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Faults in the order in which they begin, decided by a seed alone.
 *
 * @param faults one of each kind at least
 */
record ChaosPlan(List<Fault> faults) {

  /** Above a lease of 5 s and the renewal that it may have just had. */
  private static final int LONG_FREEZE_MILLIS = 6_700;

  private static final int MAX_PAUSE_MILLIS = 5_000;

  ChaosPlan {
    faults = List.copyOf(faults);
  }

  /** What can go wrong. */
  enum Kind {
    /** kill -9 of a node, which is started again afterwards. */
    KILL(2_000),
    /** SIGSTOP of a node for less than its lease. */
    SHORT_FREEZE(4_000),
    /** SIGSTOP of a node for more than its lease. */
    LONG_FREEZE(4_500),
    /** kill -9 of Redis, which is started again with what it had stored. */
    REDIS(4_000);

    private final int maxMillis;

    Kind(int maxMillis) {
      this.maxMillis = maxMillis;
    }
  }

  /**
   * One fault.
   *
   * @param pause from the beginning of the one before
   * @param node which one, as an index; of no meaning for Redis
   * @param length until the node or Redis is let go on
   */
  record Fault(Kind kind, int node, Duration pause, Duration length) {}

  /**
   * Draws faults.
   *
   * @param about how long new ones begin for
   */
  static ChaosPlan of(long seed, Duration about, int nodes) {
    Random random = new Random(seed);
    List<Kind> kinds = new ArrayList<>(List.of(Kind.KILL, Kind.LONG_FREEZE, Kind.REDIS));
    Collections.shuffle(kinds, random);
    List<Fault> faults = new ArrayList<>();
    Duration begin = Duration.ZERO;
    while (!kinds.isEmpty() || begin.compareTo(about) < 0) {
      Kind kind =
          kinds.isEmpty() ? Kind.values()[random.nextInt(Kind.values().length)] : kinds.remove(0);
      Duration pause = Duration.ofMillis(500 + random.nextInt(MAX_PAUSE_MILLIS));
      faults.add(new Fault(kind, random.nextInt(nodes), pause, length(kind, random)));
      begin = begin.plus(pause);
    }
    return new ChaosPlan(faults);
  }

  private static Duration length(Kind kind, Random random) {
    int least = kind == Kind.LONG_FREEZE ? LONG_FREEZE_MILLIS : 100;
    return Duration.ofMillis(least + random.nextInt(kind.maxMillis));
  }
}
