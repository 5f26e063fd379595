package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * F31: a client with {@code retries} and without {@code ackTimeout} sends everything four times.
 */
class RepeatsTest {
  private static final Answer ANSWER =
      new Answer(true, "ok", "", false, new JsonText("{\"success\":true}"));

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Repeats repeats = new Repeats(scheduler);

  private static InboundEvent event(String text) {
    return new InboundEvent("chat", List.of(new JsonText("1")), text, answer -> {});
  }

  /** The packet arrives and is answered at once; says whether it was a repeat. */
  private boolean repeated(String text) {
    return repeated(event(text));
  }

  private boolean repeated(InboundEvent event) {
    boolean repeated = repeats.receive(event).isPresent();
    repeats.answered(event, ANSWER);
    return repeated;
  }

  private void showTheHabit() {
    repeated("first");
    repeated("first");
    repeated("first");
    repeated("first");
  }

  @Test
  void theVeryFirstEventShowsTheHabitAndItsSecondComingIsARepeat() {
    assertThat(repeated("a")).isFalse();
    assertThat(repeats.receive(event("a"))).contains(ANSWER);
  }

  @Test
  void threeAreRepeatsAndTheFifthIsNew() {
    assertThat(repeated("ok")).isFalse();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isFalse();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isTrue();
    assertThat(repeated("ok")).isFalse();
  }

  @Test
  void aClientThatDoesNotRepeatItsFirstEventIsNeverTakenForOneThatDoes() {
    repeated("first");
    repeated("second");

    assertThat(repeated("ok")).isFalse();
    assertThat(repeated("ok")).isFalse();
  }

  @Test
  void aFirstEventThatComesAgainLaterShowsNothing() {
    repeated("a");
    scheduler.advance(Duration.ofMillis(2001));

    assertThat(repeated("a")).isFalse();
    assertThat(repeated("a")).isFalse();
  }

  @Test
  void afterTwoSecondsItIsNew() {
    showTheHabit();
    repeated("ok");
    scheduler.advance(Duration.ofSeconds(2));
    assertThat(repeated("ok")).as("within two seconds of our answer").isTrue();
    scheduler.advance(Duration.ofMillis(2001));

    assertThat(repeated("ok")).isFalse();
  }

  @Test
  void theTwoSecondsBeginWithOurAnswer() {
    showTheHabit();
    InboundEvent slow = event("ok");
    repeats.receive(slow);
    scheduler.advance(Duration.ofSeconds(5));
    repeats.answered(slow, ANSWER);

    assertThat(repeated("ok")).isTrue();
  }

  @Test
  void beforeOurAnswerItIsNew() {
    showTheHabit();
    repeats.receive(event("ok"));

    assertThat(repeats.receive(event("ok"))).isEmpty();
  }

  @Test
  void withAnotherPacketBetweenItIsNew() {
    showTheHabit();
    repeated("ok");
    repeated("other");

    assertThat(repeated("ok")).isFalse();
  }

  @Test
  void aLateAnswerToAnEarlierEventCountsForNothing() {
    showTheHabit();
    InboundEvent slow = event("slow");
    repeats.receive(slow);
    InboundEvent next = event("next");
    repeats.receive(next);
    repeats.answered(slow, ANSWER);

    assertThat(repeats.receive(event("next"))).isEmpty();
  }

  @Test
  void longAndBinaryEventsAreComparedAsAWhole() {
    InboundEvent one = binary("x".repeat(300), new byte[] {1}, new byte[] {2, 3});
    InboundEvent same = binary("x".repeat(300), new byte[] {1}, new byte[] {2, 3});
    InboundEvent other = binary("x".repeat(300), new byte[] {1, 2}, new byte[] {3});
    repeated(one);

    assertThat(repeated(same)).isTrue();
    assertThat(repeated(other)).isFalse();
  }

  private static InboundEvent binary(String key, byte[]... attachments) {
    JsonText arg = new JsonText("[]", List.of(attachments));
    return new InboundEvent("file", List.of(arg), key, answer -> {});
  }
}
