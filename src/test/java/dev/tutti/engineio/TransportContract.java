package dev.tutti.engineio;

import static dev.tutti.engineio.EngineFixture.CLOSE_GRACE;
import static dev.tutti.engineio.EngineFixture.PING_INTERVAL;
import static dev.tutti.engineio.EngineFixture.PING_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session does whatever carries it. */
abstract class TransportContract {
  final EngineFixture engine = new EngineFixture();

  /** Opens a session whose client is ready to receive. */
  abstract void open();

  /** The client sends one text packet. */
  abstract void receive(String packet);

  /** What the client has got since the OPEN packet, packet by packet, still listening. */
  abstract List<String> sent();

  /** The client stops reading. */
  abstract void stall();

  /** The client reads again. */
  abstract void resume();

  /** The client vanishes. */
  abstract void vanish();

  abstract String asSent(byte[] binary);

  abstract boolean clientSeesEnd();

  @BeforeEach
  void openSession() {
    open();
  }

  @Test
  void deliversTextInOrder() {
    receive("4a");
    receive("4ü€😀");
    receive("4");
    assertThat(engine.above.events).containsExactly("a", "ü€😀", "");
  }

  @Test
  void base64InLinesIsTakenAsTheOfficialJavaClientSendsIt() {
    receive("bAQID\r\nBA==\n");
    assertThat(engine.above.events).containsExactly("binary:01020304");
  }

  @Test
  void deliversBase64AsBinary() {
    receive("bAQIDBA==");
    receive("b");
    assertThat(engine.above.events).containsExactly("binary:01020304", "binary:");
  }

  @Test
  void sendsFramesInOrder() {
    int before = engine.observer.sentBytes;
    engine.session().send(Frame.text("4a"));
    engine.session().send(List.of(Frame.text("4b"), Frame.text("4c")));
    engine.session().send(List.of());
    assertThat(sent()).containsExactly("4a", "4b", "4c");
    assertThat(engine.observer.sentBytes - before).isEqualTo(6);
  }

  @Test
  void sendsAttachmentsBehindTheirHeader() {
    byte[] attachment = {1, 2};
    engine.session().send(List.of(Frame.text("451-[]"), Frame.binary(attachment)));
    engine.session().send(Frame.text("4next"));
    assertThat(sent()).containsExactly("451-[]", asSent(attachment), "4next");
  }

  @Test
  void pingsEveryIntervalAfterThePong() {
    engine.scheduler.advance(PING_INTERVAL);
    assertThat(sent()).containsExactly("2");
    engine.scheduler.advance(Duration.ofMillis(150));
    receive("3");
    engine.scheduler.advance(PING_INTERVAL.minusMillis(1));
    assertThat(sent()).containsExactly("2");
    engine.scheduler.advance(Duration.ofMillis(1));
    assertThat(sent()).containsExactly("2", "2");
  }

  @Test
  void unsolicitedPongRestartsTheInterval() {
    engine.scheduler.advance(PING_INTERVAL.minusMillis(1));
    receive("3x");
    engine.scheduler.advance(PING_INTERVAL.minusMillis(1));
    assertThat(sent()).isEmpty();
    engine.scheduler.advance(Duration.ofMillis(1));
    assertThat(sent()).containsExactly("2");
  }

  @Test
  void closesWithoutPongWhateverElseComes() {
    engine.scheduler.advance(PING_INTERVAL);
    receive("4busy");
    engine.scheduler.advance(PING_TIMEOUT.minusMillis(1));
    assertThat(engine.server.sessionCount()).isEqualTo(1);
    engine.scheduler.advance(Duration.ofMillis(1));
    assertThat(engine.above.events).containsExactly("busy", "PING_TIMEOUT");
    engine.assertNoTrace();
  }

  @ParameterizedTest
  @CsvSource({
    "'', PARSE_ERROR",
    "abc, PARSE_ERROR",
    "7, PARSE_ERROR",
    "b%%, PARSE_ERROR",
    "2, TRANSPORT_ERROR",
    "2probe, TRANSPORT_ERROR",
    "1, TRANSPORT_CLOSE",
  })
  void packetsThatEndTheSession(String packet, String reason) {
    receive(packet);
    assertThat(engine.above.events).containsExactly(reason);
    engine.assertNoTrace();
  }

  @ParameterizedTest
  @CsvSource({"0{}", "5", "6", "6x", "3x"})
  void packetsThatAreIgnored(String packet) {
    receive(packet);
    receive("4on");
    assertThat(engine.above.events).containsExactly("on");
  }

  @Test
  void volatileFramesLeaveWhenTheClientCanTakeThem() {
    assertThat(engine.session().sendVolatile(List.of(Frame.text("4v")))).isTrue();
    assertThat(engine.session().sendVolatile(List.of())).isTrue();
    assertThat(sent()).containsExactly("4v");
    assertThat(engine.observer.dropped).isZero();
  }

  @Test
  void volatileFramesAreDroppedWhileTheClientIsBusy() {
    stall();
    engine.session().send(Frame.text("4a"));
    assertThat(engine.session().sendVolatile(List.of(Frame.text("4v")))).isFalse();
    resume();
    engine.session().send(Frame.text("4b"));
    assertThat(sent()).containsExactly("4a", "4b");
    assertThat(engine.observer.dropped).isEqualTo(1);
  }

  @Test
  void queuesForABusyClientWithinTheLimit() {
    stall();
    for (int i = 0; i < 5; i++) {
      engine.session().send(Frame.text("4-" + i));
    }
    resume();
    assertThat(sent()).containsExactly("4-0", "4-1", "4-2", "4-3", "4-4");
    assertThat(engine.observer.queuedBytes).isZero();
  }

  @Test
  void slowConsumerIsClosed() {
    stall();
    for (int i = 0; i < 7; i++) {
      engine.session().send(List.of(Frame.text("4" + "x".repeat(9))));
    }
    assertThat(engine.above.events).containsExactly("SLOW_CONSUMER");
    engine.assertNoTrace();
  }

  @Test
  void slowConsumerOfSingleFramesIsClosed() {
    stall();
    for (int i = 0; i < 7; i++) {
      engine.session().send(Frame.text("4" + "x".repeat(9)));
    }
    assertThat(engine.above.events).containsExactly("SLOW_CONSUMER");
    engine.assertNoTrace();
  }

  @Test
  void oneLargeMessageIsNoSlowConsumer() {
    stall();
    engine.session().send(List.of(Frame.text("4" + "x".repeat(1000)), Frame.text("4y")));
    resume();
    assertThat(sent()).last().isEqualTo("4y");
  }

  @Test
  void closeFlushesFirst() {
    stall();
    engine.session().send(List.of(Frame.text("4last"), Frame.text("41")));
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    engine.session().send(Frame.text("4ignored"));
    assertThat(engine.session().sendVolatile(List.of(Frame.text("4v")))).isFalse();
    assertThat(engine.above.events).containsExactly("FORCED_SERVER_CLOSE");
    resume();
    assertThat(sent()).startsWith("4last", "41").doesNotContain("4ignored", "4v");
    assertThat(clientSeesEnd()).isTrue();
    engine.assertNoTrace();
  }

  @Test
  void closeOfAnIdleSessionIsImmediateAndFirstReasonCounts() {
    engine.session().close(CloseReason.UNAUTHENTICATED);
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(engine.above.events).containsExactly("UNAUTHENTICATED");
    assertThat(clientSeesEnd()).isTrue();
    engine.assertNoTrace();
  }

  @Test
  void closeWaitsNoLongerThanTheGrace() {
    stall();
    engine.session().send(List.of(Frame.text("4a"), Frame.text("4b")));
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    engine.scheduler.advance(CLOSE_GRACE.minusMillis(1));
    assertThat(engine.server.sessionCount()).isEqualTo(1);
    engine.scheduler.advance(Duration.ofMillis(1));
    assertThat(engine.above.events).containsExactly("FORCED_SERVER_CLOSE");
    engine.assertNoTrace();
  }

  @Test
  void packetsBehindACloseAreIgnored() {
    stall();
    engine.session().send(List.of(Frame.text("4a"), Frame.text("4b")));
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    receive("4late");
    assertThat(engine.above.events).containsExactly("FORCED_SERVER_CLOSE");
  }

  @Test
  void vanishedClientIsClosedOnce() {
    vanish();
    vanish();
    assertThat(engine.above.events).hasSize(1);
    engine.assertNoTrace();
  }

  @Test
  void listenerThatFailsEndsItsSession() {
    engine.above.onText =
        (session, text) -> {
          throw new IllegalStateException("a bug");
        };
    receive("4x");
    assertThat(engine.above.events).containsExactly("x", "TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void closingTheServerEndsTheSession() {
    engine.server.close();
    assertThat(engine.above.events).containsExactly("SERVER_SHUTTING_DOWN");
    engine.assertNoTrace();
  }

  @Test
  void executeRunsInTheMailbox() {
    engine.above.onText =
        (session, text) -> {
          session.execute(() -> engine.above.events.add("task"));
          engine.above.events.add("handled");
        };
    receive("4x");
    assertThat(engine.above.events).containsExactly("x", "handled", "task");
  }
}
