package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Handshake;
import dev.tutti.engineio.ManualScheduler;
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
  private final EngineIoServer server =
      new EngineIoServer(
          EngineIoConfig.defaults(),
          new ManualScheduler(),
          Runnable::run,
          session -> {
            throw new IllegalStateException("nobody connects");
          },
          EngineIoObserver.NONE);
  private final WebApplication application = new WebApplication();
  private final UpgradeRequest request =
      new UpgradeRequest(
          FakeRequest.of("GET", "/socket.io/", "192.0.2.1"),
          new UpgradeRequest.Carrier(handshake, server, application));

  @Test
  void namesOfThisServerAreNotLookedUp() {
    assertThat(request.getLocalName()).isEqualTo("192.0.2.7");
  }

  @Test
  void carriesTheHandshakeAndShowsNothingOfIt() {
    UpgradeRequest.Carrier carrier = (UpgradeRequest.Carrier) request.getUserPrincipal();
    assertThat(carrier.handshake()).isSameAs(handshake);
    assertThat(carrier.server()).isSameAs(server);
    assertThat(carrier.application()).isSameAs(application);
    assertThat(carrier.getName()).isEmpty();
    assertThat(carrier.toString()).doesNotContain("secret");
  }
}
