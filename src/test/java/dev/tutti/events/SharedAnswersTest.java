package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.FakeSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events while a store that nodes share takes its time. */
class SharedAnswersTest {
  private static final String WITH_ID = "[\"chat\",{\"text\":\"one\",\"clientMessageId\":\"m1\"}]";
  private static final String WITHOUT = "[\"chat\",{\"text\":\"two\"}]";

  private final EventFixture fixture = new EventFixture(Controller.class, Stores.class);
  private final FakeSession alice = fixture.connect("alice");

  @AfterEach
  void close() {
    fixture.close();
  }

  record Chat(String text, String clientMessageId) {}

  record Said(String text) {}

  @EventController
  static class Controller {
    @OnEvent("chat")
    Said chat(Chat chat) {
      return new Said(chat.text());
    }
  }

  static final class LateStore implements AnswerStore {
    final Deque<CompletableFuture<Optional<Answer>>> asked = new ArrayDeque<>();
    final List<String> settled = new ArrayList<>();

    @Override
    public CompletionStage<Optional<Answer>> claim(AnswerKey key) {
      CompletableFuture<Optional<Answer>> claim = new CompletableFuture<>();
      asked.add(claim);
      return claim;
    }

    @Override
    public void keep(AnswerKey key, Answer answer) {
      settled.add("keep " + answer.code());
    }

    @Override
    public void release(AnswerKey key, Answer answer) {
      settled.add("release " + answer.code());
    }
  }

  /** One for each test: the fixture's container makes what it produces only once. */
  private static LateStore store;

  @ApplicationScoped
  static class Stores {

    @Produces
    @Singleton
    Optional<AnswerStore> shared() {
      store = new LateStore();
      return Optional.of(store);
    }
  }

  @Test
  void theOrderOfOneClientsEventsStays() {
    assertThat(fixture.emit(alice, WITH_ID)).isEmpty();
    assertThat(fixture.emit(alice, WITHOUT)).isEmpty();

    store.asked.remove().complete(Optional.empty());

    assertThat(EventFixture.answers(alice))
        .containsExactly(
            "43[{\"success\":true,\"text\":\"one\"}]", "43[{\"success\":true,\"text\":\"two\"}]");
    assertThat(store.settled).containsExactly("keep ok");
  }

  @Test
  void aStoreThatIsAwayRefusesAsRetryable() {
    fixture.emit(alice, WITH_ID);
    fixture.emit(alice, WITHOUT);

    store.asked.remove().completeExceptionally(EventRejectedException.unavailable());

    assertThat(EventFixture.answers(alice))
        .hasSize(2)
        .satisfies(
            answers ->
                assertThat(answers.get(0))
                    .contains("\"code\":\"unavailable\"", "\"retryable\":true"));
    assertThat(store.settled).isEmpty();
  }

  @Test
  void whatHasBeenAnsweredAsTooLateIsNotDoneAnyMore() {
    fixture.emit(alice, WITH_ID);
    fixture.emit(alice, WITHOUT);
    fixture.scheduler.advance(EventConfig.defaults().handlerTimeout());
    assertThat(EventFixture.answers(alice))
        .hasSize(2)
        .satisfies(answers -> assertThat(answers.get(0)).contains("\"code\":\"timeout\""));

    store.asked.remove().complete(Optional.empty());

    assertThat(store.settled).containsExactly("release timeout");
    assertThat(EventFixture.answers(alice)).isEmpty();
  }
}
