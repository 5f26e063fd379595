package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A handler that sends to many clients does not keep all of them waiting for its end. */
class CorkLimitTest {
  private static final int CLIENTS = 150;

  @Test
  void theFirstOfManyClientsAreServedWhileTheHandlerRuns() {
    EngineFixture engine = new EngineFixture(EngineFixture.limits(CLIENTS, CLIENTS, CLIENTS));
    List<EngineFixture.FakeWebSocket> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(engine.openWebSocket(new EngineFixture.FakeWebSocket(true)));
    }
    List<Integer> served = new ArrayList<>();
    engine.above.onText =
        (session, text) -> {
          engine.above.sessions.forEach(receiver -> receiver.send(Frame.text("4to all")));
          served.add((int) clients.stream().filter(client -> client.writes > 1).count());
        };

    clients.get(0).receiver.onText("4message");

    assertThat(served.get(0)).as("while it ran").isBetween(64, CLIENTS - 1);
    assertThat(clients).allMatch(client -> client.afterOpen().equals(List.of("4to all")));
  }
}
