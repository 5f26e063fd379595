package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pauses grow, stay bounded and differ. */
class BackOffTest {
  private static final long MILLI = 1_000_000;

  private final BackOff backOff = new BackOff(Duration.ofMillis(400));

  @Test
  void theFirstAttemptIsAtOnceAndLaterOnesWaitTwiceAsLongUpToTheLimit() {
    assertThat(backOff.next()).isZero();
    for (long full : new long[] {50, 100, 200, 400, 400, 400}) {
      assertThat(backOff.next()).isBetween(full * MILLI / 2, full * MILLI);
    }
  }

  @Test
  void aSuccessBeginsAnew() {
    backOff.next();
    backOff.next();
    backOff.next();
    assertThat(backOff.isFirst()).isFalse();
    backOff.reset();
    assertThat(backOff.isFirst()).isTrue();
    assertThat(backOff.next()).isZero();
  }
}
