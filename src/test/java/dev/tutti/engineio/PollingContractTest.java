package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingContractTest extends TransportContract {
  private String sid;
  private EngineFixture.FakeExchange pending;
  private final List<EngineFixture.FakeExchange> answered = new ArrayList<>();
  private boolean reading = true;

  @Override
  void open() {
    sid = engine.openPolling();
    pending = engine.poll(sid);
    // The GET of a client that reads comes back at once, as soon as there is an answer.
    engine.above.onText = (session, text) -> {};
  }

  @Override
  void receive(String packet) {
    engine.post(sid, packet);
    pollAgain();
  }

  @Override
  List<String> sent() {
    pollAgain();
    List<String> packets = new ArrayList<>();
    for (EngineFixture.FakeExchange exchange : answered) {
      if (exchange.status() == 200) {
        packets.addAll(Arrays.asList(exchange.body().split("\u001e", -1)));
      }
    }
    return packets;
  }

  private void pollAgain() {
    while (reading && pending != null && !pending.pending()) {
      answered.add(pending);
      pending = pending.status() == 200 ? engine.poll(sid) : null;
    }
  }

  @Override
  void stall() {
    pollAgain();
    reading = false;
    if (pending != null && pending.pending()) {
      engine.session().send(Frame.text("6"));
    }
    answered.clear();
  }

  @Override
  void resume() {
    reading = true;
    pending = engine.poll(sid);
    pollAgain();
  }

  @Override
  void vanish() {
    engine.server.pollBroken(sid);
  }

  @Override
  String asSent(byte[] binary) {
    return "b" + Base64.getEncoder().encodeToString(binary);
  }

  @Override
  boolean clientSeesEnd() {
    List<String> packets = sent();
    return packets.get(packets.size() - 1).equals("1");
  }

  @Test
  void handshakeAnswersWithTheFiveKeysAndTheUpgrade() {
    EngineFixture.FakeExchange opening = new EngineFixture.FakeExchange();
    engine.server.handshake(engine.handshake(EngineFixture.POLLING), opening);
    assertThat(opening.body())
        .matches(
            "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],"
                + "\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":100}");
    HttpReply reply = opening.replies.get(0);
    assertThat(reply.contentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(reply.retryAfter()).isZero();
  }

  @Test
  void upgradesAreNotOfferedWhereForbidden() {
    EngineFixture strict = new EngineFixture(EngineFixture.config(false));
    EngineFixture.FakeExchange opening = new EngineFixture.FakeExchange();
    strict.server.handshake(strict.handshake(EngineFixture.POLLING), opening);
    assertThat(opening.body()).contains("\"upgrades\":[]");
    String id = opening.body().substring(9, 29);
    assertThat(strict.candidate(id).closed).isEqualTo(1000);
  }

  @Test
  void firstPingCountsFromTheArrivalOfTheRequest() {
    EngineFixture fresh = new EngineFixture();
    Handshake arrived = fresh.handshake(EngineFixture.POLLING);
    fresh.scheduler.advance(Duration.ofMillis(100));
    EngineFixture.FakeExchange opening = new EngineFixture.FakeExchange();
    fresh.server.handshake(arrived, opening);
    EngineFixture.FakeExchange poll = fresh.poll(opening.body().substring(9, 29));
    fresh.scheduler.advance(Duration.ofMillis(199));
    assertThat(poll.pending()).isTrue();
    fresh.scheduler.advance(Duration.ofMillis(1));
    assertThat(poll.body()).isEqualTo("2");
  }

  @Test
  void postIsAnsweredOk() {
    EngineFixture.FakeExchange post = engine.post(sid, "4a");
    assertThat(post.status()).isEqualTo(200);
    assertThat(post.body()).isEqualTo("ok");
    assertThat(post.replies.get(0).contentType()).isEqualTo("text/html");
  }

  @Test
  void allPacketsOfAPostCount() {
    engine.post(sid, "4a\u001ebAQI=\u001e3\u001e4ü");
    assertThat(engine.above.events).containsExactly("a", "binary:0102", "ü");
  }

  @ParameterizedTest
  @CsvSource({"'4a\u001eabc\u001e4b'", "'4a\u001e'", "'4a\u001e\u001e4b'"})
  void packetsBeforeABadOneCount(String payload) {
    EngineFixture.FakeExchange post = engine.post(sid, payload);
    assertThat(post.status()).isEqualTo(400);
    assertThat(post.body()).isEmpty();
    assertThat(engine.above.events).containsExactly("a", "PARSE_ERROR");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    engine.assertNoTrace();
  }

  @Test
  void malformedUtf8IsNoPacket() {
    EngineFixture.FakeExchange post =
        engine.post(sid, null, new byte[] {'4', (byte) 0xc3, (byte) 0x28});
    assertThat(post.status()).isEqualTo(400);
    assertThat(engine.above.events).containsExactly("PARSE_ERROR");
  }

  @Test
  void binaryBodyIsRefused() {
    EngineFixture.FakeExchange post =
        engine.post(sid, "Application/Octet-Stream", "4a".getBytes(StandardCharsets.UTF_8));
    assertThat(post.status()).isEqualTo(400);
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void tooLargeBodyIsDroppedAndTheSessionGoesOn() {
    EngineFixture.FakeExchange post = new EngineFixture.FakeExchange();
    engine.server.post(sid, post).tooLarge();
    assertThat(post.status()).isEqualTo(413);
    assertThat(post.body()).isEmpty();
    receive("4on");
    assertThat(engine.above.events).containsExactly("on");
  }

  @Test
  void brokenBodyEndsTheSession() {
    EngineFixture.FakeExchange post = new EngineFixture.FakeExchange();
    engine.server.post(sid, post).broken();
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void queuedPacketsLeaveInOnePayload() {
    stall();
    engine.session().send(List.of(Frame.text("451-[]"), Frame.binary(new byte[] {1})));
    engine.session().send(Frame.text("4ü"));
    assertThat(engine.poll(sid).body()).isEqualTo("451-[]\u001ebAQ==\u001e4ü");
  }

  @Test
  void headerAndAttachmentsReachAParkedPollInOnePayload() {
    engine.session().send(List.of(Frame.text("451-[]"), Frame.binary(new byte[] {1})));
    assertThat(pending.body()).isEqualTo("451-[]\u001ebAQ==");
  }

  @Test
  void secondPollEndsTheSession() {
    EngineFixture.FakeExchange second = engine.poll(sid);
    assertThat(pending.status()).isEqualTo(200);
    assertThat(pending.body()).isEqualTo("1");
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.body()).isEmpty();
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void secondPostEndsTheSession() {
    EngineFixture.FakeExchange first = new EngineFixture.FakeExchange();
    BodyReceiver body = engine.server.post(sid, first);
    EngineFixture.FakeExchange second = engine.post(sid, "4a");
    assertThat(second.status()).isEqualTo(400);
    assertThat(first.status()).isEqualTo(400);
    body.received(null, "4late".getBytes(StandardCharsets.UTF_8));
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void clientsCloseAnswersThePendingPollWithNoop() {
    EngineFixture.FakeExchange post = engine.post(sid, "1");
    assertThat(post.body()).isEqualTo("ok");
    assertThat(pending.body()).isEqualTo("6");
    assertThat(engine.observer.lives).last().isEqualTo("closed polling transport close");
    engine.assertNoTrace();
  }

  @Test
  void clientsCloseWaitsForThePollThatItOvertook() {
    engine.post(sid, "4take the pending poll");
    engine.session().send(Frame.text("4answer"));
    EngineFixture.FakeExchange post = engine.post(sid, "1");
    assertThat(post.pending()).isTrue();
    assertThat(engine.above.events).last().isEqualTo("TRANSPORT_CLOSE");
    EngineFixture.FakeExchange late = engine.poll(sid);
    assertThat(late.body()).isEqualTo("6");
    assertThat(post.body()).isEqualTo("ok");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    engine.assertNoTrace();
  }

  @Test
  void clientsCloseWithoutAPollIsAnsweredSoon() {
    engine.session().send(Frame.text("4answer"));
    EngineFixture.FakeExchange post = engine.post(sid, "1");
    assertThat(engine.post(sid, "4more").status()).isEqualTo(400);
    engine.scheduler.advance(Duration.ofMillis(100));
    assertThat(post.body()).isEqualTo("ok");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    engine.assertNoTrace();
  }

  @Test
  void pollAfterThePongIsOverdueEndsTheSessionBeforeAnyTimer() {
    engine.session().send(Frame.text("4answer"));
    engine.scheduler.oversleep(engine.server.config().pingInterval());
    engine.scheduler.oversleep(engine.server.config().pingTimeout().plusMillis(1));
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    assertThat(engine.above.events).containsExactly("PING_TIMEOUT");
  }

  @Test
  void serversCloseReachesThePendingPoll() {
    engine.session().close(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(pending.body()).isEqualTo("1");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
  }

  @Test
  void serversCloseReachesTheNextPollBehindANoop() {
    stall();
    engine.session().close(CloseReason.PARSE_ERROR);
    assertThat(engine.post(sid, "4ignored").body()).isEqualTo("ok");
    assertThat(engine.poll(sid).body()).isEqualTo("6\u001e1");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    engine.assertNoTrace();
  }

  @Test
  void closeInsideAPostStillAnswersIt() {
    engine.above.onText = (session, text) -> session.close(CloseReason.PARSE_ERROR);
    EngineFixture.FakeExchange post = engine.post(sid, "4bad\u001e4behind");
    assertThat(post.body()).isEqualTo("ok");
    assertThat(engine.above.events).containsExactly("bad", "PARSE_ERROR");
  }

  @Test
  void pingWaitsForAPollAndTheSessionExpiresWithoutOne() {
    stall();
    engine.scheduler.advance(EngineFixture.PING_INTERVAL.plus(EngineFixture.PING_TIMEOUT));
    assertThat(engine.above.events).containsExactly("PING_TIMEOUT");
    assertThat(engine.poll(sid).body()).contains("\"code\":1");
    assertThat(engine.post(sid, "4a").body()).contains("\"code\":1");
    engine.assertNoTrace();
  }

  @Test
  void closedServerDoesNotWaitForPolls() {
    stall();
    engine.session().send(Frame.text("4a"));
    engine.server.close();
    assertThat(engine.above.events).containsExactly("SERVER_SHUTTING_DOWN");
    engine.assertNoTrace();
  }

  @Test
  void sessionThatIsNotAcceptedIsRefused() {
    EngineFixture other = new EngineFixture();
    other.above.refusing = new IllegalStateException("a bug");
    EngineFixture.FakeExchange opening = new EngineFixture.FakeExchange();
    other.server.handshake(other.handshake(EngineFixture.POLLING), opening);
    assertThat(opening.status()).isEqualTo(400);
    assertThat(opening.body()).contains("\"code\":3");
    other.assertNoTrace();
  }
}
