package dev.tutti.engineio;

import static dev.tutti.engineio.EngineFixture.UPGRADE_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.EngineFixture.FakeExchange;
import dev.tutti.engineio.EngineFixture.FakeWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling to WebSocket, in all its races. */
class UpgradeTest {
  private static final Duration PARKING_TIME = Duration.ofMillis(100);

  private final EngineFixture engine =
      new EngineFixture(
          new EngineIoConfig(
              Duration.ofSeconds(25),
              Duration.ofSeconds(20),
              UPGRADE_TIMEOUT,
              100,
              EngineIoConfig.defaults().transports(),
              true,
              Duration.ofSeconds(30),
              100,
              10,
              10,
              10));
  private String sid;

  @BeforeEach
  void open() {
    sid = engine.openPolling();
  }

  @Test
  void probeIsAnsweredAndThePendingPollComesBack() {
    FakeExchange pending = engine.poll(sid);
    FakeWebSocket webSocket = probed();
    assertThat(webSocket.frames).containsExactly("3probe");
    assertThat(pending.pending()).isTrue();
    engine.scheduler.advance(PARKING_TIME);
    assertThat(pending.body()).isEqualTo("6");
    assertThat(engine.session().transport()).isEqualTo(TransportKind.POLLING);
  }

  @Test
  void everyPollDuringTheProbeComesBackSoon() {
    probed();
    for (int i = 0; i < 3; i++) {
      FakeExchange poll = engine.poll(sid);
      engine.scheduler.advance(PARKING_TIME.minusMillis(1));
      assertThat(poll.pending()).isTrue();
      engine.scheduler.advance(Duration.ofMillis(1));
      assertThat(poll.body()).isEqualTo("6");
    }
  }

  @Test
  void pollParkedWhenTheUpgradeComesIsRefused() {
    FakeWebSocket webSocket = probed();
    FakeExchange parked = engine.poll(sid);
    webSocket.receiver.onText("5");
    assertThat(parked.status()).isEqualTo(400);
    assertThat(parked.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    assertThat(engine.session().transport()).isEqualTo(TransportKind.WEBSOCKET);
  }

  @Test
  void pollThatOvertookProbeAndUpgradeIsRefused() {
    FakeExchange early = engine.poll(sid);
    probed().receiver.onText("5");
    assertThat(early.status()).isEqualTo(400);
    assertThat(early.body()).contains("\"code\":3");
    engine.scheduler.advance(PARKING_TIME);
    assertThat(engine.session().transport()).isEqualTo(TransportKind.WEBSOCKET);
  }

  @Test
  void requestsAfterTheUpgradeAreRefused() {
    upgraded();
    assertThat(engine.poll(sid).body()).contains("\"code\":3");
    assertThat(engine.post(sid, "4a").body()).contains("\"code\":3");
    assertThat(engine.server.check(request("transport=polling&sid=" + sid, false)))
        .isEqualTo(Refusal.BAD_REQUEST);
  }

  @Test
  void whatWasQueuedArrivesOnceAndInOrder() {
    engine.session().send(Frame.text("4a"));
    FakeWebSocket webSocket = probed();
    engine.session().send(List.of(Frame.text("451-[]"), Frame.binary(new byte[] {7})));
    webSocket.receiver.onText("5");
    engine.session().send(Frame.text("4z"));
    assertThat(webSocket.frames).containsExactly("3probe", "4a", "451-[]", "binary:07", "4z");
    assertThat(engine.observer.queuedBytes).isZero();
  }

  @Test
  void pollDuringTheProbeTakesWhatIsQueued() {
    FakeWebSocket webSocket = probed();
    engine.session().send(Frame.text("4a"));
    assertThat(engine.poll(sid).body()).isEqualTo("4a");
    FakeExchange parked = engine.poll(sid);
    engine.session().send(Frame.text("4b"));
    assertThat(parked.body()).isEqualTo("4b");
    webSocket.receiver.onText("5");
    assertThat(webSocket.frames).containsExactly("3probe");
    engine.scheduler.advance(PARKING_TIME);
    assertThat(parked.replies).hasSize(1);
  }

  @Test
  void queueWaitsForAStalledProbeAnswer() {
    FakeWebSocket webSocket = engine.candidate(sid);
    webSocket.stalled = true;
    engine.session().send(Frame.text("4a"));
    webSocket.receiver.onText("2probe");
    webSocket.receiver.onText("5");
    engine.session().send(Frame.text("4b"));
    assertThat(webSocket.frames).containsExactly("3probe");
    webSocket.stalled = false;
    webSocket.complete();
    assertThat(webSocket.frames).containsExactly("3probe", "4a", "4b");
  }

  @Test
  void postsDuringTheProbeAreProcessed() {
    FakeWebSocket webSocket = probed();
    assertThat(engine.post(sid, "4a").body()).isEqualTo("ok");
    webSocket.receiver.onText("5");
    webSocket.receiver.onText("4b");
    assertThat(engine.above.events).containsExactly("a", "b");
  }

  @Test
  void postOvertakenByTheUpgradeIsProcessed() {
    FakeWebSocket webSocket = probed();
    FakeExchange post = new FakeExchange();
    BodyReceiver body = engine.server.post(sid, post);
    webSocket.receiver.onText("5");
    body.received(null, "4slow".getBytes(StandardCharsets.UTF_8));
    assertThat(post.body()).isEqualTo("ok");
    assertThat(engine.above.events).containsExactly("slow");
  }

  @Test
  void postThatBreaksAfterTheUpgradeIsHarmless() {
    FakeWebSocket webSocket = probed();
    BodyReceiver body = engine.server.post(sid, new FakeExchange());
    webSocket.receiver.onText("5");
    body.broken();
    engine.server.pollBroken(sid);
    assertThat(engine.above.events).isEmpty();
  }

  @Test
  void upgradeWithoutProbeIsAccepted() {
    FakeExchange pending = engine.poll(sid);
    FakeWebSocket webSocket = engine.candidate(sid);
    webSocket.receiver.onText("5");
    engine.session().send(Frame.text("4a"));
    assertThat(pending.pending()).isFalse();
    assertThat(webSocket.frames).containsExactly("4a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2prob", "3probe", "4a", "x"})
  void anythingElseClosesOnlyTheCandidate(String packet) {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onText(packet);
    assertPollingUnharmed(webSocket);
  }

  @Test
  void binaryClosesOnlyTheCandidate() {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onBinary(new byte[] {1});
    assertPollingUnharmed(webSocket);
  }

  @Test
  void candidateThatDiesLeavesPollingUnharmed() {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onClose();
    assertPollingUnharmed(webSocket);
  }

  @Test
  void candidateThatCannotBeWrittenLeavesPollingUnharmed() {
    FakeWebSocket webSocket = engine.candidate(sid);
    webSocket.throwing = true;
    webSocket.receiver.onText("2probe");
    assertPollingUnharmed(webSocket);
  }

  @Test
  void candidateOverMaxPayloadIsClosedWith1009() {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onText("x".repeat(101));
    assertThat(webSocket.closed).isEqualTo(1009);
    assertThat(engine.poll(sid).pending()).isTrue();
  }

  @Test
  void candidateThatNeverUpgradesIsClosed() {
    FakeWebSocket webSocket = probed();
    engine.scheduler.advance(UPGRADE_TIMEOUT.minusMillis(1));
    assertThat(webSocket.closed).isNull();
    engine.scheduler.advance(Duration.ofMillis(1));
    assertPollingUnharmed(webSocket);
    webSocket.receiver.onText("5");
    assertThat(engine.session().transport()).isEqualTo(TransportKind.POLLING);
  }

  @Test
  void secondCandidateIsClosedAndTheFirstGoesOn() {
    FakeWebSocket first = probed();
    FakeWebSocket second = engine.candidate(sid);
    second.receiver.onText("2probe");
    assertThat(second.closed).isEqualTo(1000);
    second.receiver.onClose();
    first.receiver.onText("5");
    first.receiver.onText("4a");
    assertThat(engine.above.events).containsExactly("a");
  }

  @Test
  void secondWebSocketAfterTheUpgradeIsClosedAndTheLiveOneIsUntouched() {
    FakeWebSocket live = upgraded();
    assertThat(engine.server.check(request("transport=websocket&sid=" + sid, true))).isNull();
    FakeWebSocket second = engine.candidate(sid);
    assertThat(second.closed).isEqualTo(1000);
    live.receiver.onText("4a");
    assertThat(engine.above.events).containsExactly("a");
  }

  @Test
  void candidateMayTryAgain() {
    probed().receiver.onClose();
    FakeWebSocket again = probed();
    again.receiver.onText("5");
    assertThat(engine.session().transport()).isEqualTo(TransportKind.WEBSOCKET);
    assertThat(engine.observer.lives).containsExactly("opened polling", "upgraded");
  }

  @Test
  void probingTwiceIsAnsweredTwice() {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onText("2probe");
    assertThat(webSocket.frames).containsExactly("3probe", "3probe");
  }

  @Test
  void closeWhileProbingIsDeliveredOverTheWebSocket() {
    FakeWebSocket webSocket = probed();
    engine.session().send(Frame.text("4last"));
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    webSocket.receiver.onText("5");
    assertThat(webSocket.frames).containsExactly("3probe", "4last");
    assertThat(webSocket.closed).isEqualTo(1000);
    engine.assertNoTrace();
  }

  @Test
  void abortWhileProbingClosesBoth() {
    FakeWebSocket webSocket = probed();
    FakeExchange parked = engine.poll(sid);
    engine.server.pollBroken(sid);
    assertThat(parked.body()).isEqualTo("1");
    assertThat(webSocket.closed).isEqualTo(1000);
    engine.assertNoTrace();
    webSocket.receiver.onText("5");
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
  }

  @Test
  void candidateOfAClosingSessionIsClosed() {
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(engine.candidate(sid).closed).isEqualTo(1000);
  }

  @Test
  void pingScheduleIsNotRestarted() {
    engine.scheduler.advance(Duration.ofSeconds(24));
    FakeWebSocket webSocket = upgraded();
    engine.scheduler.advance(Duration.ofSeconds(1));
    assertThat(webSocket.frames).containsExactly("3probe", "2");
  }

  @Test
  void upgradedSessionEndsWithoutTrace() {
    FakeWebSocket webSocket = upgraded();
    webSocket.receiver.onClose();
    assertThat(engine.observer.lives)
        .containsExactly("opened polling", "upgraded", "closed websocket transport close");
    engine.assertNoTrace();
  }

  private FakeWebSocket probed() {
    FakeWebSocket webSocket = engine.candidate(sid);
    webSocket.receiver.onText("2probe");
    return webSocket;
  }

  private FakeWebSocket upgraded() {
    FakeWebSocket webSocket = probed();
    webSocket.receiver.onText("5");
    return webSocket;
  }

  private void assertPollingUnharmed(FakeWebSocket webSocket) {
    assertThat(webSocket.closed).isEqualTo(1000);
    FakeExchange poll = engine.poll(sid);
    engine.scheduler.advance(PARKING_TIME);
    assertThat(poll.pending()).isTrue();
    engine.session().send(Frame.text("4on"));
    assertThat(poll.body()).isEqualTo("4on");
    engine.post(sid, "4in");
    assertThat(engine.above.events).containsExactly("in");
  }

  private static EngineIoRequest request(String query, boolean upgrade) {
    return new EngineIoRequest(
        "GET", EngineFixture.parse("EIO=4&" + query), null, upgrade, true, "192.0.2.1");
  }
}
