package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.Handshake;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpgradeRequestTest {
  private final Handshake handshake =
      new Handshake(
          "/socket.io/",
          Map.of(),
          Map.of("authorization", List.of("Bearer secret")),
          "192.0.2.1",
          false,
          Instant.EPOCH,
          null);
  private final UpgradeRequest request =
      new UpgradeRequest(FakeRequest.of("GET", "/socket.io/", "192.0.2.1"), handshake);

  @Test
  void namesOfThisServerAreNotLookedUp() {
    assertThat(request.getLocalName()).isEqualTo("192.0.2.7");
  }

  @Test
  void carriesTheHandshakeAndShowsNothingOfIt() {
    UpgradeRequest.Carrier carrier = (UpgradeRequest.Carrier) request.getUserPrincipal();
    assertThat(carrier.handshake()).isSameAs(handshake);
    assertThat(carrier.getName()).isEmpty();
    assertThat(carrier.toString()).doesNotContain("secret");
  }
}
