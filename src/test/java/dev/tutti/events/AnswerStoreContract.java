package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every store of answers does; its answers live for ten minutes. */
public abstract class AnswerStoreContract {
  protected static final Duration TTL = Duration.ofMinutes(10);

  protected final ManualScheduler scheduler = new ManualScheduler();

  protected abstract AnswerStore store();

  /** Lets time pass. */
  protected void advance(Duration step) {
    scheduler.advance(step);
  }

  protected static AnswerKey key(String id) {
    return new AnswerKey("alice", "/", "chat", id);
  }

  protected static Answer answer(String code) {
    return new Answer(true, code, "", false, new JsonText("{\"success\":true}"));
  }

  protected CompletableFuture<Optional<Answer>> claim(AnswerKey key) {
    return store().claim(key).toCompletableFuture();
  }

  protected void claimFirst(AnswerKey key) {
    assertThat(claim(key).join()).isEmpty();
  }

  @Test
  void theFirstIsTheFirst() {
    assertThat(claim(key("1")).join()).isEmpty();
  }

  @Test
  void whoeverComesLaterGetsTheAnswer() {
    claimFirst(key("1"));
    store().keep(key("1"), answer("a"));

    assertThat(claim(key("1")).join()).contains(answer("a"));
  }

  @Test
  void whoeverComesMeanwhileWaitsForIt() {
    claimFirst(key("1"));
    CompletableFuture<Optional<Answer>> second = claim(key("1"));
    assertThat(second).isNotDone();

    store().keep(key("1"), answer("a"));

    assertThat(second.join()).contains(answer("a"));
  }

  @Test
  void anAnswerThatIsNotFinalReachesThoseWhoWaitOnly() {
    claimFirst(key("1"));
    CompletableFuture<Optional<Answer>> second = claim(key("1"));

    store().release(key("1"), answer("a"));

    assertThat(second.join()).contains(answer("a"));
    assertThat(claim(key("1")).join()).isEmpty();
  }

  @Test
  void answersAreForgottenAfterTenMinutes() {
    claimFirst(key("1"));
    store().keep(key("1"), answer("a"));
    advance(TTL.minusMillis(1));
    assertThat(claim(key("1")).join()).isPresent();

    advance(Duration.ofMillis(1));

    assertThat(claim(key("1")).join()).isEmpty();
  }

  @Test
  void anotherUserEventNamespaceOrIdIsAnotherEvent() {
    claimFirst(key("1"));
    store().keep(key("1"), answer("a"));

    assertThat(claim(key("2")).join()).isEmpty();
    assertThat(claim(new AnswerKey("eve", "/", "chat", "1")).join()).isEmpty();
    assertThat(claim(new AnswerKey("alice", "/b", "chat", "1")).join()).isEmpty();
    assertThat(claim(new AnswerKey("alice", "/", "other", "1")).join()).isEmpty();
  }
}
