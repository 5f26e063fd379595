package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChaosPlanTest {
  private static final Duration LEASE = Duration.ofSeconds(5);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theShortestPlanHasAFaultOfEachKind(long seed) {
    assertThat(ChaosPlan.of(seed, Duration.ZERO, 3).faults())
        .extracting(ChaosPlan.Fault::kind)
        .containsExactlyInAnyOrder(
            ChaosPlan.Kind.KILL, ChaosPlan.Kind.LONG_FREEZE, ChaosPlan.Kind.REDIS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void freezesAreClearlyShorterOrLongerThanALease(long seed) {
    for (ChaosPlan.Fault fault : ChaosPlan.of(seed, Duration.ofMinutes(2), 3).faults()) {
      Duration length = fault.length();
      switch (fault.kind()) {
        case SHORT_FREEZE -> assertThat(length).isLessThan(LEASE);
        case LONG_FREEZE -> assertThat(length).isGreaterThan(LEASE.plusMillis(1500));
        default -> assertThat(length).isPositive();
      }
    }
  }

  @Test
  void theSeedDecidesAll() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(ChaosPlan.of(7, minute, 3)).isEqualTo(ChaosPlan.of(7, minute, 3));
    assertThat(ChaosPlan.of(7, minute, 3)).isNotEqualTo(ChaosPlan.of(8, minute, 3));
  }

  @Test
  void newFaultsBeginForAboutTheTimeAskedFor() {
    Duration asked = Duration.ofMinutes(4);
    Duration begins =
        ChaosPlan.of(1, asked, 3).faults().stream()
            .map(ChaosPlan.Fault::pause)
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(begins).isBetween(asked, asked.plusSeconds(6));
  }
}
