package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.FakeSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F48 to F56: limits of events. */
class RateLimitsTest {
  private EventFixture fixture = new EventFixture(Controller.class);
  private FakeSession alice = fixture.connect("alice");

  @AfterEach
  void close() {
    fixture.close();
  }

  @EventController
  static class Controller {
    @OnEvent("private-message")
    void message() {}

    @OnEvent("music-sync")
    void sync() {}

    @OnEvent("join-room")
    void join() {}

    @OnEvent("other")
    void other() {}

    @RateLimited(unlimited = true)
    @OnEvent("leave-room")
    void leave() {}

    @RateLimited(limit = 3, window = "PT10S")
    @OnEvent("three")
    void three() {}
  }

  private void restart(EventConfig config) {
    fixture.close();
    fixture = new EventFixture(config, Controller.class);
    alice = fixture.connect("alice");
  }

  private static EventConfig config(
      Map<String, RateLimit> limits, int connection, int address, int mute, int disconnect) {
    EventConfig defaults = EventConfig.defaults();
    return new EventConfig(
        defaults.ackStyle(),
        defaults.userRequired(),
        defaults.handlerTimeout(),
        defaults.maxBlockingHandlers(),
        defaults.maxBlockingQueue(),
        defaults.defaultRateLimit(),
        limits,
        RateLimit.perMinute(connection),
        RateLimit.perMinute(address),
        defaults.maxRateLimitKeys(),
        RateLimit.perMinute(mute),
        Duration.ofSeconds(30),
        disconnect,
        defaults.answerTtl(),
        defaults.maxAnswers());
  }

  /** How many of so many quick events are accepted; each differs, so that none is a repeat. */
  private int accepted(FakeSession session, String event, int tries) {
    int accepted = 0;
    for (int i = 0; i < tries; i++) {
      List<String> answers = fixture.emit(session, "[\"" + event + "\"," + i + "]");
      accepted += answers.contains("43[{\"success\":true}]") ? 1 : 0;
    }
    return accepted;
  }

  /** F48, F56: the limits hold, and leaving a room is never refused. */
  @ParameterizedTest
  @CsvSource({
    "private-message, 30, 50",
    "music-sync, 60, 80",
    "join-room, 10, 30",
    "other, 100, 120",
    "three, 3, 20",
    "leave-room, 700, 700"
  })
  void soManyAMinuteAreAccepted(String event, int limit, int tries) {
    assertThat(accepted(alice, event, tries)).isEqualTo(limit);
  }

  @Test
  void configurationWinsOverTheAnnotationAndTheDefaults() {
    restart(
        config(
            Map.of("three", RateLimit.perMinute(5), "join-room", RateLimit.perMinute(2)),
            600,
            6000,
            100,
            100));

    assertThat(accepted(alice, "three", 10)).isEqualTo(5);
    assertThat(accepted(alice, "join-room", 10)).isEqualTo(2);
  }

  /**
   * F51, F55: one notice in a window, with the time when the next one is accepted; the ack always.
   */
  @Test
  void theClientIsToldOnceAndEveryAckSaysHowLong() {
    accepted(alice, "three", 3);
    fixture.scheduler.advance(Duration.ofSeconds(4));
    long reset = fixture.scheduler.now().plusSeconds(6).toEpochMilli();
    String ack =
        "43[{\"success\":false,\"error\":\"Rate limit exceeded\",\"code\":\"rate_limited\","
            + "\"retryAfterMs\":6000,\"retryable\":true}]";

    assertThat(fixture.emit(alice, "[\"three\",\"a\"]"))
        .containsExactly(
            "42[\"rate-limit-exceeded\",{\"event\":\"three\",\"limit\":3,\"resetTime\":"
                + reset
                + "}]",
            ack);
    assertThat(fixture.emit(alice, "[\"three\",\"b\"]")).containsExactly(ack);
    alice.receive("2[\"three\",\"c\"]");
    assertThat(alice.take()).as("nothing for one who asks for nothing").isEmpty();
    fixture.scheduler.advance(Duration.ofSeconds(6));
    assertThat(accepted(alice, "three", 1)).isEqualTo(1);
  }

  /** F52: names that clients make up share one count. */
  @Test
  void unknownEventsShareOneBucket() {
    for (int i = 0; i < 34; i++) {
      for (String name : List.of("constructor", "__proto__", "toString")) {
        fixture.emit(alice, "[\"" + name + "\"," + i + "]");
      }
    }

    assertThat(fixture.observed.stream().filter("unknown UNKNOWN unknown_event"::equals))
        .hasSize(100);
    assertThat(fixture.observed).contains("unknown limited by event");
    assertThat(accepted(alice, "other", 1)).isEqualTo(1);
  }

  @Test
  void aNewConnectionIsNoFreshBudget() {
    accepted(alice, "three", 3);
    alice.receive("1");

    assertThat(accepted(fixture.connect("alice"), "three", 3)).isZero();
    assertThat(accepted(fixture.connect("bob"), "three", 3)).isEqualTo(3);
  }

  /** F53: there are limits for a connection and for an address too. */
  @Test
  void allEventsOfAConnectionAndOfAnAddressAreCounted() {
    restart(config(Map.of(), 5, 8, 100, 100));
    FakeSession bob = fixture.connect("bob");

    assertThat(accepted(alice, "three", 3) + accepted(alice, "other", 5)).isEqualTo(5);
    assertThat(accepted(bob, "three", 3) + accepted(bob, "other", 5)).isEqualTo(3);
    assertThat(fixture.observed)
        .contains("other limited by connection", "other limited by address");
  }

  /** F55: who goes on is silenced, then disconnected and kept out. */
  @Test
  void repeatedExcessMutesThenDisconnects() {
    restart(config(Map.of(), 600, 6000, 2, 3));
    accepted(alice, "three", 3 + 2);
    assertThat(fixture.observed).doesNotContain("mute");
    accepted(alice, "three", 1);
    assertThat(fixture.observed).contains("mute");

    assertThat(fixture.emit(alice, "[\"other\",\"x\"]"))
        .containsExactly(
            "43[{\"success\":false,\"error\":\"Too many events\",\"code\":\"muted\","
                + "\"retryAfterMs\":30000,\"retryable\":true}]");
    assertThat(accepted(alice, "leave-room", 1)).isEqualTo(1);
    fixture.emit(alice, "[\"other\",\"y\"]");
    List<String> end = fixture.emit(alice, "[\"other\",\"z\"]");

    assertThat(end.get(0)).contains("\"muted\"");
    assertThat(end.subList(1, 3))
        .containsExactly("42[\"session-ended\",{\"code\":\"rate_limited\"}]", "41");
    assertThat(alice.closeReason()).isNotNull();
    assertThat(fixture.observed).contains("disconnect");
    keptOutForAWhile();
  }

  private void keptOutForAWhile() {
    FakeSession again = FakeSession.open(fixture.server);
    again.receive("0{\"user\":\"alice\",\"roles\":[]}");
    assertThat(again.take())
        .containsExactly(
            "44{\"message\":\"Rate limit exceeded\",\"data\":{\"code\":\"rate_limited\"}}");
    fixture.scheduler.advance(Duration.ofSeconds(30));
    assertThat(accepted(fixture.connect("alice"), "other", 1)).isEqualTo(1);
  }

  @Test
  void silenceEndsByItself() {
    restart(config(Map.of(), 600, 6000, 1, 100));
    accepted(alice, "three", 5);
    assertThat(accepted(alice, "other", 1)).isZero();
    fixture.scheduler.advance(Duration.ofSeconds(30));

    assertThat(accepted(alice, "other", 1)).isEqualTo(1);
  }

  @Test
  void applicationsLimitWhatTheyLike() {
    RateLimiter limiter = fixture.bean(RateLimiter.class);
    RateLimit one = RateLimit.perMinute(1);

    assertThat(limiter.acquire("upload:alice", one).toCompletableFuture().join().accepted())
        .isTrue();
    assertThat(limiter.acquire("upload:alice", one).toCompletableFuture().join().retryAfter())
        .isEqualTo(Duration.ofMinutes(1));
  }
}
