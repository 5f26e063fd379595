package dev.tutti.redis;

import dev.tutti.app.SharedTime;
import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * Redis' clock as this node sees it: its own clock and the difference that the fastest of the last
 * round trips has shown. Before the first one, the node's own clock. Any thread.
 */
final class RedisTime implements SharedTime {
  private static final int SAMPLES = 8;

  private final Scheduler scheduler;
  private final Deque<Sample> samples = new ArrayDeque<>(SAMPLES);
  private volatile Duration ahead = Duration.ZERO;

  RedisTime(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Instant now() {
    return scheduler.now().plus(ahead);
  }

  /**
   * An answer that tells the time has arrived.
   *
   * @param askedAt the monotonic time of the question
   * @param told what Redis' clock said in between
   */
  synchronized void learn(long askedAt, Instant told) {
    Duration roundTrip = Duration.ofNanos(scheduler.nanoTime() - askedAt);
    Instant middle = scheduler.now().minus(roundTrip.dividedBy(2));
    if (samples.size() == SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(roundTrip, Duration.between(middle, told)));
    ahead =
        samples.stream()
            .min(Comparator.comparing(Sample::roundTrip))
            .map(Sample::ahead)
            .orElse(Duration.ZERO);
  }

  private record Sample(Duration roundTrip, Duration ahead) {}
}
