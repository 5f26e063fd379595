package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.events.Answer;
import dev.tutti.events.AnswerStore;
import dev.tutti.events.AnswerStoreContract;
import dev.tutti.events.MemoryAnswerStore;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisAnswerStoreTest extends AnswerStoreContract {
  private final ManualRedis redis = new ManualRedis(scheduler);
  private final ManualRedis.Line line = redis.line();
  private final RedisAnswers store = node("a", line);
  private final ManualRedis.Line otherLine = redis.line();
  private final RedisAnswers other = node("b", otherLine);

  @Override
  protected AnswerStore store() {
    return store;
  }

  @Override
  protected void advance(Duration step) {
    redis.advance(step);
  }

  @AfterEach
  void stop() {
    store.close();
    other.close();
    assertThat(redis.eternal()).isEmpty();
    redis.close();
  }

  @Test
  void anotherNodeGetsTheAnswer() {
    claimFirst(key("1"));
    store.keep(key("1"), answer("a"));

    assertThat(claimElsewhere("1")).isCompletedWithValue(Optional.of(answer("a")));
    assertThat(claimElsewhere("2").join()).isEmpty();
  }

  @Test
  void anAnswerIsReadAsItWasWritten() {
    byte[] bytes = {0, 1, -1};
    JsonText body =
        new JsonText("{\"a\":{\"_placeholder\":true,\"num\":0},\"t\":\"\\n,ü\"}", List.of(bytes));
    claimFirst(key("1"));
    store.keep(key("1"), new Answer(false, "no_way", "Nein,\nnie: ü", false, body));

    Answer read = claimElsewhere("1").join().orElseThrow();

    assertThat(read.code()).isEqualTo("no_way");
    assertThat(read.message()).isEqualTo("Nein,\nnie: ü");
    assertThat(read.success()).isFalse();
    assertThat(read.body().text()).isEqualTo(body.text());
    assertThat(read.body().attachments()).hasSize(1);
    assertThat(read.body().attachments().get(0)).containsExactly(bytes);
  }

  @Test
  void anotherNodeWaitsForTheFirst() {
    claimFirst(key("1"));
    CompletableFuture<Optional<Answer>> second = claimElsewhere("1");
    // Longer than a claim lasts that nobody prolongs.
    advance(RedisAnswers.CLAIM.multipliedBy(3));
    assertThat(second).isNotDone();

    store.keep(key("1"), answer("a"));
    advance(Duration.ofSeconds(2));

    assertThat(second).isCompletedWithValue(Optional.of(answer("a")));
  }

  @Test
  void anAnswerThatIsNotFinalReachesThoseWhoWaitElsewhereOnly() {
    claimFirst(key("1"));
    CompletableFuture<Optional<Answer>> second = claimElsewhere("1");
    store.release(key("1"), answer("a"));
    advance(Duration.ofSeconds(2));

    assertThat(second).isCompletedWithValue(Optional.of(answer("a")));
    assertThat(claimElsewhere("1").join()).isEmpty();
  }

  @Test
  void theEventsOfADeadNodeBeginAnew() {
    claimFirst(key("1"));
    CompletableFuture<Optional<Answer>> second = claimElsewhere("1");
    line.cut(true);
    advance(RedisAnswers.CLAIM.plusSeconds(2));

    assertThat(second).isCompletedWithValue(Optional.empty());
    other.keep(key("1"), answer("b"));
    line.cut(false);
    store.keep(key("1"), answer("a"));
    assertThat(claimElsewhere("1").join()).contains(answer("b"));
  }

  @Test
  void withoutRedisOnlyWhatIsKnownHereIsAnswered() {
    claimFirst(key("1"));
    store.keep(key("1"), answer("a"));
    redis.away(true);

    assertThat(claim(key("1")).join()).contains(answer("a"));
    assertThat(claim(key("2"))).isCompletedExceptionally();
    assertThat(claim(key("2"))).isCompletedExceptionally();
    redis.away(false);
    assertThat(claim(key("2")).join()).isEmpty();
  }

  @Test
  void anAnswerThatRedisDidNotTakeIsStoredLater() {
    claimFirst(key("1"));
    redis.away(true);
    store.keep(key("1"), answer("a"));
    redis.away(false);
    advance(Duration.ofSeconds(2));

    assertThat(claimElsewhere("1").join()).contains(answer("a"));
  }

  @Test
  void aClaimThatGotLostOnItsWayBackIsTheNodesOwn() {
    claimFirst(key("1"));
    RedisAnswers again = node("a", redis.line());

    assertThat(again.claim(key("1")).toCompletableFuture().join()).isEmpty();
  }

  private CompletableFuture<Optional<Answer>> claimElsewhere(String id) {
    return other.claim(key(id)).toCompletableFuture();
  }

  private RedisAnswers node(String name, RedisCommands commands) {
    MemoryAnswerStore local = new MemoryAnswerStore(scheduler, TTL, 1_000);
    return new RedisAnswers(commands, local, "t", name, scheduler, TTL);
  }
}
