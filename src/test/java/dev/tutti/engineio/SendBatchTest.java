package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a thread outside of the sessions sends in one go. */
class SendBatchTest {
  private final EngineFixture engine = new EngineFixture(EngineIoConfig.defaults());
  private final EngineFixture.FakeWebSocket client =
      engine.openWebSocket(new EngineFixture.FakeWebSocket(true));
  private final Session session = engine.session();
  private final int before = client.writes;

  @Test
  void leavesInOneWrite() {
    try (SendBatch batch = SendBatch.open()) {
      send("4a", "4b");
      assertThat(client.writes).isEqualTo(before);
      batch.flush();
      assertThat(client.writes).isEqualTo(before + 1);
      send("4c", "4d");
    }
    assertThat(client.writes).isEqualTo(before + 2);
    assertThat(client.afterOpen()).containsExactly("4a", "4b", "4c", "4d");
  }

  @Test
  void whatFollowsItLeavesAtOnce() {
    try (SendBatch batch = SendBatch.open()) {
      batch.flush();
    }
    send("4a", "4b");
    assertThat(client.writes).isEqualTo(before + 2);
  }

  @Test
  void aSessionThatIsHandledMeanwhileKeepsTheOrder() {
    engine.above.onText = (handled, text) -> handled.send(Frame.text("4answer"));
    try (SendBatch batch = SendBatch.open()) {
      send("4first");
      client.receiver.onText("4event");
      assertThat(client.afterOpen()).as("the handling's end").containsExactly("4first", "4answer");
      send("4last");
      assertThat(client.afterOpen()).hasSize(2);
      batch.flush();
    }
    assertThat(client.afterOpen()).containsExactly("4first", "4answer", "4last");
  }

  @Test
  void aSessionThatEndsMeanwhileEndsAtOnce() {
    try (SendBatch batch = SendBatch.open()) {
      session.close(CloseReason.FORCED_SERVER_CLOSE);
      assertThat(engine.above.events).contains(CloseReason.FORCED_SERVER_CLOSE.name());
      batch.flush();
    }
  }

  private void send(String... frames) {
    List.of(frames).forEach(frame -> session.send(Frame.text(frame)));
  }
}
