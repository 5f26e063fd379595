package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringConfigTest {

  @ParameterizedTest
  @CsvSource({
    "0, 32, 64, PT10M, maxEventNames",
    "10001, 32, 64, PT10M, maxEventNames",
    "200, 0, 64, PT10M, maxNamespaces",
    "200, 32, -1, PT10M, maxCodes",
    "200, 32, 64, PT0S, traceDuration",
    "200, 32, 64, -PT1S, traceDuration",
    "200, 32, 64, PT24H1S, traceDuration",
  })
  void refusesValuesOutOfRangeByName(
      int events, int namespaces, int codes, Duration trace, String component) {
    assertThatThrownBy(() -> new MonitoringConfig(events, namespaces, codes, trace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(component);
  }
}
