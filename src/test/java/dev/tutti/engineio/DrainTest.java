package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A server that stops sends its clients away one after the other (F93). */
class DrainTest {
  private static final Duration PERIOD = Duration.ofMillis(190);

  private final EngineFixture engine = new EngineFixture();

  @Test
  void sessionsGoAtMomentsOfTheirOwnWithinThePeriod() {
    List<EngineFixture.FakeWebSocket> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(engine.openWebSocket());
    }

    CompletionStage<Void> drained = engine.server.drain(PERIOD);
    assertThat(clients).as("at the beginning").allMatch(client -> client.closed == null);
    assertThat(engine.server.accepting()).isFalse();
    engine.scheduler.advance(PERIOD.dividedBy(2));
    assertThat(clients).as("half-way").anyMatch(client -> client.closed != null);
    assertThat(clients).as("half-way").anyMatch(client -> client.closed == null);
    assertThat(done(drained)).isFalse();

    engine.scheduler.advance(PERIOD.dividedBy(2));
    assertThat(clients).allMatch(client -> client.closed == 1000);
    assertThat(engine.above.events).containsOnly("SERVER_SHUTTING_DOWN").hasSize(40);
    assertThat(done(drained)).isTrue();
    engine.assertNoTrace();
  }

  @Test
  void handshakesAreRefusedAndSessionsServedMeanwhile() {
    String sid = engine.openPolling();
    engine.server.drain(PERIOD);

    EngineFixture.FakeExchange poll = engine.poll(sid);
    assertThat(engine.post(sid, "4hello").status()).isEqualTo(200);
    assertThat(engine.above.events).containsExactly("hello");
    EngineFixture.FakeWebSocket late = engine.openWebSocket();
    assertThat(late.closed).as("a handshake that was under way").isEqualTo(1000);

    engine.scheduler.advance(PERIOD);
    assertThat(poll.body()).isEqualTo("1");
  }

  @Test
  void withoutSessionsThereIsNothingToWaitFor() {
    assertThat(done(engine.server.drain(PERIOD))).isTrue();
    engine.assertNoTrace();
  }

  @Test
  void aClientThatDoesNotGoIsLeftToTheClose() {
    engine.openPolling();
    CompletionStage<Void> drained = engine.server.drain(PERIOD);

    engine.scheduler.advance(PERIOD);
    assertThat(done(drained)).as("when the period is over").isTrue();
    assertThat(engine.server.sessionCount()).isEqualTo(1);

    engine.server.close();
    engine.assertNoTrace();
  }

  /** As after a time in which others have taken this node for dead. */
  @Test
  void allSessionsOfNowCanBeEndedWhileOthersCome() {
    EngineFixture.FakeWebSocket there = engine.openWebSocket();
    engine.server.closeSessions(PERIOD);
    EngineFixture.FakeWebSocket later = engine.openWebSocket();
    engine.scheduler.advance(PERIOD);

    assertThat(there.closed).isEqualTo(1000);
    assertThat(later.closed).isNull();
    assertThat(engine.above.events).containsExactly("FORCED_SERVER_CLOSE");
    assertThat(engine.server.accepting()).isTrue();
  }

  private static boolean done(CompletionStage<Void> stage) {
    return stage.toCompletableFuture().isDone();
  }
}
