package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.FakeSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F29 to F31: an event takes effect once, however often its client sends it. */
class RetriesTest {
  private static final String OK = "[\"chat\",{\"text\":\"ok\"}]";
  private static final String WITH_ID = "[\"chat\",{\"text\":\"hi\",\"clientMessageId\":\"m1\"}]";
  private static final String FIRST = "43[{\"success\":true,\"number\":1}]";
  private static final String DUPLICATE = "43[{\"success\":true,\"number\":1,\"duplicate\":true}]";

  private final EventFixture fixture = new EventFixture(Controller.class, Log.class);
  private final FakeSession alice = fixture.connect("alice");

  @AfterEach
  void close() {
    fixture.close();
  }

  @ApplicationScoped
  static class Log {
    private final List<String> texts = new ArrayList<>();
    private final List<CompletableFuture<Map<String, Object>>> open = new ArrayList<>();

    List<String> texts() {
      return texts;
    }

    List<CompletableFuture<Map<String, Object>>> open() {
      return open;
    }
  }

  record Chat(String text, @Nullable String clientMessageId) {}

  record Count(int number) {}

  @EventController
  static class Controller {
    @Inject Log log;

    @OnEvent("chat")
    Count chat(Chat chat) {
      log.texts().add(chat.text());
      if (chat.text().equals("bad")) {
        throw new EventRejectedException("bad", "Bad");
      }
      return new Count(log.texts().size());
    }

    @OnEvent("join-room")
    void join(Map<String, String> room) {
      log.texts().add("join");
    }

    @OnEvent("slow")
    CompletionStage<Map<String, Object>> slow(Chat chat) {
      log.texts().add("slow");
      log.open().add(new CompletableFuture<>());
      return log.open().get(log.open().size() - 1);
    }

    @RateLimited(limit = 1)
    @OnEvent("rare")
    void rare(Chat chat) {
      log.texts().add("rare");
    }
  }

  private List<String> texts() {
    return fixture.bean(Log.class).texts();
  }

  /** As the seed's client does: the same again at each answer, four times in all. */
  private List<String> emitWithRetries(String event) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.addAll(fixture.emit(alice, event));
    }
    return answers;
  }

  @Test
  void twoOkOfTheSeedsClientArriveAsExactlyTwo() {
    assertThat(emitWithRetries(OK)).containsExactly(FIRST, DUPLICATE, DUPLICATE, DUPLICATE);
    assertThat(emitWithRetries(OK)).first().isEqualTo("43[{\"success\":true,\"number\":2}]");

    assertThat(texts()).containsExactly("ok", "ok");
    assertThat(fixture.observed.subList(0, 2)).containsExactly("chat OK ok", "chat DUPLICATE ok");
  }

  @Test
  void nineQuickJoinRoomOfTheSeedsClientDoNotTripItsLimit() {
    for (int i = 0; i < 9; i++) {
      emitWithRetries("[\"join-room\",{\"room\":\"r" + i + "\"}]");
    }

    assertThat(texts()).hasSize(9);
    assertThat(fixture.observed).noneMatch(heard -> heard.contains("limit"));
  }

  @Test
  void refusalsAreRepeatedAsWell() {
    List<String> answers = emitWithRetries("[\"chat\",{\"text\":\"bad\"}]");

    assertThat(texts()).containsExactly("bad");
    assertThat(answers.get(3)).contains("\"code\":\"bad\"", "\"duplicate\":true");
  }

  @Test
  void aRealSecondOkOfAClientThatDoesNotRepeatIsAnother() {
    fixture.emit(alice, "[\"join-room\",{}]");
    fixture.emit(alice, "[\"chat\",{\"text\":\"first\"}]");
    fixture.emit(alice, OK);
    fixture.emit(alice, OK);

    assertThat(texts()).containsExactly("join", "first", "ok", "ok");
  }

  @Test
  void anIdMakesItTheSameEventOverAReconnect() {
    assertThat(fixture.emit(alice, WITH_ID)).containsExactly(FIRST);
    FakeSession again = fixture.connect("alice");
    fixture.scheduler.advance(Duration.ofMinutes(9));

    assertThat(fixture.emit(again, WITH_ID)).containsExactly(DUPLICATE);
    assertThat(texts()).hasSize(1);
    fixture.scheduler.advance(Duration.ofMinutes(1));
    fixture.emit(again, WITH_ID);
    assertThat(texts()).hasSize(2);
  }

  @Test
  void anotherUsersSameIdIsAnotherEvent() {
    fixture.emit(alice, WITH_ID);
    fixture.emit(fixture.connect("bob"), WITH_ID);

    assertThat(texts()).hasSize(2);
  }

  @Test
  void repeatsByIdCostNoRateLimitAndWorkWithoutAckToo() {
    fixture.emit(alice, "[\"join-room\",{}]");
    fixture.emit(alice, WITH_ID);
    for (int i = 0; i < 200; i++) {
      alice.receive("2" + WITH_ID);
      fixture.emit(alice, WITH_ID);
    }

    assertThat(texts()).containsExactly("join", "hi");
    assertThat(fixture.observed).noneMatch(heard -> heard.contains("limit"));
  }

  @Test
  void whileTheFirstIsStillRunningTheSecondWaitsForItsAnswer() {
    String slow = "[\"slow\",{\"text\":\"x\",\"clientMessageId\":\"m1\"}]";
    FakeSession again = fixture.connect("alice");
    alice.receive("21" + slow);
    again.receive("22" + slow);
    assertThat(again.take()).isEmpty();

    fixture.bean(Log.class).open().get(0).complete(Map.of("a", 1));

    assertThat(alice.take()).containsExactly("431[{\"success\":true,\"a\":1}]");
    assertThat(again.take()).containsExactly("432[{\"success\":true,\"a\":1,\"duplicate\":true}]");
    assertThat(texts()).containsExactly("slow");
  }

  @Test
  void aTimeoutIsNoAnswerForTheIdWhichMayStillTakeEffect() {
    String slow = "[\"slow\",{\"text\":\"x\",\"clientMessageId\":\"m1\"}]";
    fixture.emit(alice, "[\"join-room\",{}]");
    alice.receive("21" + slow);
    fixture.scheduler.advance(Duration.ofSeconds(30));
    assertThat(alice.take().get(0)).contains("\"timeout\"");
    alice.receive("22" + slow);
    assertThat(alice.take()).isEmpty();

    fixture.bean(Log.class).open().get(0).complete(Map.of("a", 1));

    assertThat(alice.take()).containsExactly("432[{\"success\":true,\"a\":1,\"duplicate\":true}]");
    assertThat(texts()).containsExactly("join", "slow");
  }

  @Test
  void oneWhoWaitsTooLongSpoilsNobodysAnswer() {
    String slow = "[\"slow\",{\"text\":\"x\",\"clientMessageId\":\"m1\"}]";
    alice.receive("21" + slow);
    FakeSession again = fixture.connect("alice");
    again.receive("22" + slow);
    fixture.scheduler.advance(Duration.ofSeconds(30));
    fixture.bean(Log.class).open().get(0).complete(Map.of("a", 1));

    assertThat(fixture.emit(fixture.connect("alice"), slow))
        .containsExactly("43[{\"success\":true,\"a\":1,\"duplicate\":true}]");
    assertThat(fixture.scheduler.pending()).isZero();
  }

  @Test
  void theAnswerIsKeptThoughTheFirstConnectionHasGone() {
    String slow = "[\"slow\",{\"text\":\"x\",\"clientMessageId\":\"m1\"}]";
    alice.receive("21" + slow);
    alice.close(dev.tutti.engineio.CloseReason.TRANSPORT_CLOSE);
    fixture.bean(Log.class).open().get(0).complete(Map.of("a", 1));

    assertThat(fixture.emit(fixture.connect("alice"), slow))
        .containsExactly("43[{\"success\":true,\"a\":1,\"duplicate\":true}]");
  }

  @Test
  void aRefusalThatMayPassLaterIsNotKeptForTheId() {
    fixture.emit(alice, "[\"join-room\",{}]");
    fixture.emit(alice, "[\"rare\",{\"text\":\"a\"}]");
    String rare = "[\"rare\",{\"text\":\"b\",\"clientMessageId\":\"m1\"}]";
    assertThat(fixture.emit(alice, rare)).last().asString().contains("\"rate_limited\"");
    fixture.scheduler.advance(Duration.ofMinutes(1));

    assertThat(fixture.emit(alice, rare)).containsExactly("43[{\"success\":true}]");
  }

  @Test
  void aFinalRefusalIsKeptForTheId() {
    String bad = "[\"chat\",{\"text\":\"bad\",\"clientMessageId\":\"m1\"}]";
    fixture.emit(alice, "[\"join-room\",{}]");
    fixture.emit(alice, bad);

    assertThat(fixture.emit(alice, bad).get(0)).contains("\"bad\"", "\"duplicate\":true");
    assertThat(texts()).containsExactly("join", "bad");
  }
}
