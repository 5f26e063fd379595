package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

  @Test
  void readsWhatItWrites() {
    RateLimit limit = RateLimit.parse("30/PT1M");

    assertThat(limit).isEqualTo(new RateLimit(30, Duration.ofMinutes(1)));
    assertThat(RateLimit.parse(limit.toString())).isEqualTo(limit);
    assertThat(RateLimit.parse(" 5 / PT0.5S ").window()).isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "30/",
        "/PT1M",
        "x/PT1M",
        "30/1M",
        "0/PT1M",
        "-1/PT1M",
        "100001/PT1M",
        "1/PT0S",
        "1/-PT1S",
        "1/P2D",
        "30/PT1M/x"
      })
  void refusesEverythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.parse(text));
  }
}
