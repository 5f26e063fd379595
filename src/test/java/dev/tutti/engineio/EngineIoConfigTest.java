package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineIoConfigTest {

  @Test
  void defaultsAreThoseOfTheProtocol() {
    EngineIoConfig config = EngineIoConfig.defaults();
    assertThat(config.pingInterval()).isEqualTo(Duration.ofSeconds(25));
    assertThat(config.pingTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.maxPayloadBytes()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 1, 1, pingInterval",
    "1, 0, 1, 1, 1, 1, pingTimeout",
    "1, 1, 0, 1, 1, 1, maxPayloadBytes",
    "1, 1, 1, 0, 1, 1, maxSendQueueBytes",
    "1, 1, 1, 1, 0, 1, maxConnections",
    "1, 1, 1, 1, 1, 0, maxHandshakesPerAddressPerSecond",
  })
  void badValueNamesItsComponent(
      int interval, int timeout, int payload, int queue, int all, int rate, String component) {
    assertThatThrownBy(
            () ->
                new EngineIoConfig(
                    Duration.ofMillis(interval),
                    Duration.ofMillis(timeout),
                    Duration.ofMillis(1),
                    payload,
                    Set.of(TransportKind.POLLING),
                    true,
                    Duration.ofMillis(1),
                    queue,
                    all,
                    1,
                    rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(component + " ");
  }

  @Test
  void someTransportIsNeeded() {
    EngineIoConfig base = EngineIoConfig.defaults();
    assertThatThrownBy(
            () ->
                new EngineIoConfig(
                    base.pingInterval(),
                    base.pingTimeout(),
                    base.upgradeTimeout(),
                    1,
                    Set.of(),
                    true,
                    base.closeGrace(),
                    1,
                    1,
                    1,
                    1))
        .hasMessageContaining("transports");
  }
}
