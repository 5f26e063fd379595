package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.JsonText;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event's JSON is parsed once: into what its handler asks for. */
class ReadOnArrivalTest {
  /** What happened, in order: records note that they are made. */
  private static final List<String> HAPPENED = new ArrayList<>();

  private final EventFixture fixture = new EventFixture(Controller.class, Link.class);
  private final FakeSession alice = fixture.connect("alice");

  @BeforeEach
  void forget() {
    HAPPENED.clear();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  record Chat(@Nullable String text, @Nullable String clientMessageId) {
    Chat {
      HAPPENED.add("read " + text);
    }
  }

  @EventController
  static class Controller {
    @OnEvent("chat")
    String chat(Chat chat) {
      HAPPENED.add("handle " + chat.text());
      return String.valueOf(chat.text());
    }

    @OnEvent("mixed")
    String mixed(JsonText first, Chat second, int third) {
      return first.text() + second.text() + third;
    }

    @OnEvent("hold")
    @Blocking
    String hold(Chat chat) {
      HAPPENED.add("handle " + chat.text());
      return "held";
    }
  }

  /** Notes every event, and gives the handler other arguments when the first asks for it. */
  @Singleton
  @Priority(1)
  static class Link implements EventInterceptor {
    @Override
    public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
      if (invocation.kind() == Invocation.Kind.EVENT) {
        HAPPENED.add("link");
      }
      boolean changes =
          invocation.args().stream().anyMatch(arg -> arg.text().contains("change me"));
      return chain.proceed(changes ? changed(invocation) : invocation);
    }

    private static Invocation changed(Invocation invocation) {
      return new Invocation(
          invocation.kind(),
          invocation.socket(),
          invocation.event(),
          List.of(new JsonText("{\"text\":\"changed\"}")),
          invocation.handler());
    }
  }

  @Test
  void theValueIsReadOnceWhenTheEventArrives() {
    assertThat(fixture.emit(alice, "[\"chat\",{\"text\":\"a\"}]")).containsExactly(answer("a"));
    assertThat(HAPPENED).containsExactly("read a", "link", "handle a");
  }

  @Test
  void textAndValuesGoTogether() {
    assertThat(fixture.emit(alice, "[\"mixed\",{ \"x\" : 1 },{\"text\":\"b\"},3]"))
        .containsExactly(answer("{\\\"x\\\":1}b3"));
  }

  @Test
  void argumentsThatALinkChangedAreTheOnesThatCount() {
    assertThat(fixture.emit(alice, "[\"chat\",{\"text\":\"change me\"}]"))
        .containsExactly(answer("changed"));
    assertThat(HAPPENED)
        .containsExactly("read change me", "link", "read changed", "handle changed");
  }

  /** Values may take much more memory than the text: what waits for a thread waits as text. */
  @Test
  void whatHasToWaitIsReadWhenItsTurnComes() {
    alice.receive("21[\"hold\",{\"text\":\"first\"}]");
    alice.receive("22[\"chat\",{\"text\":\"second\"}]");
    assertThat(HAPPENED).containsExactly("link");
    fixture.runBlockingTasks();
    assertThat(HAPPENED)
        .containsExactly(
            "link", "read first", "handle first", "link", "read second", "handle second");
  }

  /** The refusal is the same whether the value was read on arrival or later from its text. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "[\"chat\",{\"text\":1}] => \"field\":\"text\"",
        "[\"chat\",{\"text\":{\"deep\":[1,2]},\"clientMessageId\":\"x\"}] => \"field\":\"text\"",
        "[\"chat\",{\"text\":\"a\",\"text\":\"b\"}] => \"code\":\"invalid_payload\"",
        "[\"chat\",\"no object\"] => \"code\":\"invalid_payload\"",
        "[\"chat\",[1,[2]]] => \"code\":\"invalid_payload\"",
        "[\"chat\",null] => \"code\":\"invalid_payload\"",
        "[\"chat\"] => \"code\":\"invalid_payload\"",
        "[\"mixed\",1,{\"text\":[]},3] => \"field\":\"text\"",
        "[\"mixed\",1,{},3.5] => \"code\":\"invalid_payload\"",
        "[\"mixed\",1,{},99999999999] => \"code\":\"invalid_payload\"",
      })
  void whatDoesNotFitIsRefused(String event, String part) {
    assertThat(fixture.emit(alice, event))
        .singleElement()
        .asString()
        .contains("\"code\":\"invalid_payload\"", part);
    assertThat(fixture.emit(alice, "[\"chat\",{\"text\":\"still here\"}]"))
        .containsExactly(answer("still here"));
  }

  @Test
  void theMessageIdIsFoundWithoutParsingAgain() {
    String event = "[\"chat\",{\"text\":\"once\",\"clientMessageId\":\"m1\"}]";
    assertThat(fixture.emit(alice, event)).containsExactly(answer("once"));
    FakeSession tablet = fixture.connect("alice");
    HAPPENED.clear();
    assertThat(fixture.emit(tablet, event)).first().asString().contains("\"duplicate\":true");
    assertThat(HAPPENED).containsExactly("read once");
  }

  record Renamed(@com.fasterxml.jackson.annotation.JsonProperty("other") String clientMessageId) {}

  record Plain(String text) {}

  /** The id is what the client wrote under the name, however the handler asks for it. */
  @ParameterizedTest
  @CsvSource({
    "dev.tutti.events.ReadOnArrivalTest$Chat, m1",
    "dev.tutti.events.ReadOnArrivalTest$Renamed, m1",
    "dev.tutti.events.ReadOnArrivalTest$Plain, m1",
    "java.util.Map, m1",
    "dev.tutti.socketio.JsonText, m1",
  })
  void theMessageIdIsFoundForEveryKindOfHandler(Class<?> type, String id) {
    JsonText text = new JsonText("{\"text\":\"x\",\"other\":\"no\",\"clientMessageId\":\"m1\"}");
    ClientMessageId ids = ClientMessageId.in(List.of(type));
    assertThat(ids.of(List.of(text), List.of())).isEqualTo(id);
    Object value =
        type == JsonText.class ? null : new JacksonJsonCodec().decode(text, (Class<?>) type);
    List<@Nullable Object> read = new ArrayList<>();
    read.add(value);
    assertThat(ids.of(List.of(text), read)).isEqualTo(id);
  }

  @Test
  void aRefusedValueStillHasItsMessageId() {
    JsonText text = new JsonText("{\"text\":1,\"clientMessageId\":\"m1\"}");
    ClientMessageId ids = ClientMessageId.in(List.of(Chat.class));
    assertThat(ids.of(List.of(text), List.of(Refusals.invalidPayload("text")))).isEqualTo("m1");
    assertThat(Optional.ofNullable(ids.of(List.of(), List.of()))).isEmpty();
  }

  private static String answer(String result) {
    return "43[{\"success\":true,\"result\":\"" + result + "\"}]";
  }
}
