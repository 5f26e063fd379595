package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.CloseReason;
import dev.tutti.security.User;
import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatcherTest {
  private final EventFixture fixture =
      new EventFixture(Controller.class, Admin.class, Journal.class, Vip.class);
  private final FakeSession alice = fixture.connect("alice");

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What was called, in order. */
  @Singleton
  static class Journal {
    final List<String> entries = new ArrayList<>();
    final List<CompletableFuture<Object>> open = new ArrayList<>();

    void add(String entry) {
      entries.add(entry);
    }

    void hear(@Observes @Connected SocketIoSocket socket) {
      add("observed connect");
    }

    void gone(@Observes @Disconnected SocketIoSocket socket) {
      add("observed disconnect");
    }
  }

  @RefusalCode("message_too_long")
  interface TooLong extends Payload {}

  record Chat(
      @NotNull @Size(max = 5, message = "Message too long", payload = TooLong.class) String text) {}

  record Nested(@Valid @NotNull List<Chat> chats) {}

  record Echo(String text, @Nullable String more) {}

  @EventController
  static class Controller {
    @Inject Journal journal;

    @OnEvent("nothing")
    void nothing() {
      journal.add("nothing");
    }

    @OnEvent("record")
    Echo echo(@Valid Chat chat) {
      return new Echo(chat.text(), null);
    }

    @OnEvent("nested")
    int nested(@Valid Nested nested) {
      return nested.chats().size();
    }

    @OnEvent("list")
    int list(@Valid List<Chat> chats) {
      return chats.size();
    }

    @OnEvent("add")
    int add(int a, @Nullable Integer b) {
      return a + (b == null ? 0 : b);
    }

    @OnEvent("flip")
    byte[] flip(byte[] bytes) {
      return new byte[] {bytes[1], bytes[0]};
    }

    @OnEvent("context")
    String context(SocketIoSocket socket, User user, InboundEvent event, List<JsonText> args) {
      return user.id() + " " + event.name() + " " + args.size() + " " + socket.connected();
    }

    @OnEvent("raw")
    JsonText raw(JsonText first, Map<String, Integer> second) {
      journal.add(second.toString());
      return first;
    }

    @OnEvent("optional")
    Optional<String> optional(boolean there) {
      return there ? Optional.of("x") : Optional.empty();
    }

    @OnEvent("later")
    CompletionStage<Object> later() {
      CompletableFuture<Object> stage = new CompletableFuture<>();
      journal.open.add(stage);
      return stage;
    }

    @OnEvent("refuse")
    void refuse() {
      throw new EventRejectedException("closed", "Closed", "door", Duration.ofMillis(1500), true);
    }

    @OnEvent("bug")
    void bug(String secret) {
      throw new IllegalStateException("broken");
    }

    @OnEvent("unwritable")
    Object unwritable() {
      return Double.NaN;
    }

    @Blocking
    @OnEvent("wait")
    String waits(int number) {
      journal.add("wait " + number);
      return "waited";
    }

    @RequiresRole({"editor", "admin"})
    @OnEvent("edit")
    void edit() {}

    @OnConnect
    void second() {
      journal.add("second");
    }

    @OnConnect
    @Priority(10)
    void first(SocketIoSocket socket, User user) {
      journal.add("first " + user.id());
      socket.emit("connected");
    }

    @OnConnect
    @Priority(20)
    void fails() {
      throw new IllegalStateException("broken");
    }

    @OnDisconnect
    void gone(SocketIoSocket socket, DisconnectReason reason) {
      journal.add(reason.text());
    }
  }

  @RequiresRole("admin")
  @EventController(namespace = "admin")
  static class Admin {
    @OnEvent("nothing")
    void nothing() {}

    @OnEvent("open")
    @RequiresRole("guest")
    void open() {}
  }

  /** An application's own link. */
  @ApplicationScoped
  static class Vip implements EventInterceptor {
    @Override
    public CompletionStage<Object> intercept(Invocation invocation, Chain chain) {
      if (invocation.user().filter(user -> user.id().equals("eve")).isPresent()) {
        throw new EventRejectedException("not_vip", "Members only");
      }
      return chain.proceed(invocation);
    }
  }

  private Journal journal() {
    return fixture.bean(Journal.class);
  }

  /** F30: whatever happens, an event with an ack id is answered exactly once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          ["nothing"]               | {"success":true}
          ["record",{"text":"hey"}] | {"success":true,"text":"hey"}
          ["add",1,2]               | {"success":true,"result":3}
          ["add",1,null]            | {"success":true,"result":1}
          ["add",1]                 | {"success":true,"result":1}
          ["context",1,"x"]         | {"success":true,"result":"alice context 2 true"}
          ["raw",[1.0,{}],{"a":1}]  | {"success":true,"result":[1.0,{}]}
          ["raw",{"b":1.0},{}]      | {"success":true,"b":1.0}
          ["raw",{},{}]             | {"success":true}
          ["optional",true]         | {"success":true,"result":"x"}
          ["optional",false]        | {"success":true}
          ["refuse"]                | {"success":false,"error":"Closed","code":"closed","field":"door","retryAfterMs":1500,"retryable":true}
          ["bug","x"]               | {"success":false,"error":"Internal error","code":"internal_error","retryable":true}
          ["unwritable"]            | {"success":false,"error":"Internal error","code":"internal_error","retryable":true}
          ["what"]                  | {"success":false,"error":"Unknown event","code":"unknown_event","retryable":false}
          ["constructor"]           | {"success":false,"error":"Unknown event","code":"unknown_event","retryable":false}
          ["edit"]                  | {"success":false,"error":"Not allowed","code":"forbidden","retryable":false}
          """)
  void everyEventWithAnAckIdIsAnsweredOnce(String event, String answer) {
    assertThat(fixture.emit(alice, event)).containsExactly("43[" + answer + "]");
  }

  /** F42 to F44, F47: the type first, then the constraints, answered with a code and the field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          ["record",{"text":"longer"}]   | message_too_long | Message too long | text
          ["record",{"text":{}}]         | invalid_payload  | Invalid message format | text
          ["record",{"text":["a"]}]      | invalid_payload  | Invalid message format | text
          ["record",{"text":null}]       | invalid_payload  | must not be null | text
          ["record",{}]                  | invalid_payload  | must not be null | text
          ["nested",{"chats":[{"text":"longer"}]}] | message_too_long | Message too long | chats[0].text
          ["nested",{"chats":[{"text":1}]}]        | invalid_payload | Invalid message format | chats[0].text
          ["list",[{"text":"a"},{"text":"longer"}]] | message_too_long | Message too long | [1].text
          ["list",[null]]                | invalid_payload  | Invalid message format | [0]
          ["add","1"]                    | invalid_payload  | Invalid message format | a
          ["add",1.5]                    | invalid_payload  | Invalid message format | a
          ["add",null]                   | invalid_payload  | Invalid message format | a
          ["add"]                        | invalid_payload  | Invalid message format | a
          ["add",1,"x"]                  | invalid_payload  | Invalid message format | b
          ["flip","AQI="]                | invalid_payload  | Invalid message format | bytes
          ["raw",1,{"k":"x"}]            | invalid_payload  | Invalid message format | k
          """)
  void whatDoesNotFitIsRefusedWithItsField(String event, String code, String text, String field) {
    assertThat(fixture.emit(alice, event))
        .containsExactly(
            "43[{\"success\":false,\"error\":\"%s\",\"code\":\"%s\",\"field\":\"%s\",\"retryable\":false}]"
                .formatted(text, code, field));
  }

  @ParameterizedTest
  @CsvSource({"'[\"record\"]'", "'[\"record\",null]'", "'[\"record\",[]]'", "'[\"raw\"]'"})
  void aMissingPayloadIsRefusedAsAWhole(String event) {
    assertThat(fixture.emit(alice, event))
        .containsExactly(
            "43[{\"success\":false,\"error\":\"Invalid message format\","
                + "\"code\":\"invalid_payload\",\"retryable\":false}]");
  }

  @Test
  void bytesTravelAsAttachmentsBothWays() {
    alice.receive("51-7[\"flip\",{\"_placeholder\":true,\"num\":0}]").receive(new byte[] {1, 2});

    assertThat(alice.take())
        .containsExactly(
            "461-7[{\"success\":true,\"result\":{\"_placeholder\":true,\"num\":0}}]", "bAgE=");
  }

  /** F47: no payload in what is told. */
  @Test
  void withoutAnAckIdARefusalIsTheEventException() {
    alice.receive("2[\"record\",{\"text\":\"longer\"}]");
    alice.receive("2[\"what\"]");
    alice.receive("2[\"bug\",\"secret\"]");
    alice.receive("2[\"nothing\"]");

    assertThat(alice.take())
        .containsExactly(
            exception("Message too long", "message_too_long"),
            exception("Unknown event", "unknown_event"),
            exception("Internal error", "internal_error"));
  }

  private static String exception(String message, String code) {
    return "42[\"exception\",{\"status\":\"error\",\"message\":\"%s\",\"code\":\"%s\"}]"
        .formatted(message, code);
  }

  @Test
  void aStageAnswersWhenItCompletes() {
    alice.receive("25[\"later\"]", "26[\"nothing\"]");
    assertThat(alice.take()).as("others go on").containsExactly("436[{\"success\":true}]");

    journal().open.get(0).complete(Optional.of(Map.of("a", 1)));

    assertThat(alice.take()).containsExactly("435[{\"success\":true,\"a\":1}]");
    assertThat(fixture.scheduler.pending()).isZero();
  }

  @Test
  void aStageThatFailsRefuses() {
    alice.receive("25[\"later\"]");

    journal().open.get(0).completeExceptionally(new EventRejectedException("no", "No"));

    assertThat(alice.take())
        .containsExactly(
            "435[{\"success\":false,\"error\":\"No\",\"code\":\"no\",\"retryable\":false}]");
  }

  @Test
  void aStageThatNeverCompletesIsAnsweredTimeout() {
    alice.receive("25[\"later\"]");
    fixture.scheduler.advance(Duration.ofSeconds(30));

    assertThat(alice.take())
        .containsExactly(
            "435[{\"success\":false,\"error\":\"No answer in time\",\"code\":\"timeout\",\"retryable\":true}]");
    journal().open.get(0).complete("late");
    assertThat(alice.take()).isEmpty();
  }

  @Test
  void anAnswerToASocketThatHasGoneGoesNowhere() {
    alice.receive("25[\"later\"]");
    alice.close(CloseReason.TRANSPORT_CLOSE);

    journal().open.get(0).complete("x");

    assertThat(alice.take()).isEmpty();
    assertThat(journal().entries).contains("transport close", "observed disconnect");
    assertThat(fixture.scheduler.pending()).isZero();
  }

  @Test
  void aBlockingHandlerHoldsTheNextEventsOfItsConnectionOnly() {
    FakeSession bob = fixture.connect("bob");
    alice.receive("21[\"wait\",1]", "22[\"nothing\"]");
    bob.receive("21[\"nothing\"]");

    assertThat(alice.take()).isEmpty();
    assertThat(bob.take()).containsExactly("431[{\"success\":true}]");
    fixture.runBlockingTasks();
    assertThat(alice.take())
        .containsExactly(
            "431[{\"success\":true,\"result\":\"waited\"}]", "432[{\"success\":true}]");
  }

  @Test
  void aBlockingHandlerThatIsTooSlowHoldsNothingAnyLonger() {
    alice.receive("21[\"wait\",1]", "22[\"nothing\"]");
    fixture.scheduler.advance(Duration.ofSeconds(30));

    assertThat(alice.take()).hasSize(2).last().isEqualTo("432[{\"success\":true}]");
  }

  /** F5, F10: whoever has no user, or not the role, is told so. */
  @Test
  void eventsWithoutAUserOrTheRoleAreRefused() {
    FakeSession nobody = FakeSession.open(fixture.server);
    nobody.receive("0{}");
    nobody.take();
    assertThat(fixture.emit(nobody, "[\"nothing\"]").get(0)).contains("\"unauthenticated\"");

    assertThat(fixture.emit(fixture.connect("bob", "x", "admin"), "[\"edit\"]"))
        .containsExactly("43[{\"success\":true}]");
    assertThat(fixture.emit(fixture.connect("bob", "user"), "[\"edit\"]").get(0))
        .contains("\"forbidden\"");
  }

  @Test
  void aRoleOnAControllerHoldsWhereTheMethodHasNone() {
    FakeSession bob = FakeSession.open(fixture.server);
    bob.receive("0/admin,{\"user\":\"bob\",\"roles\":[\"guest\"]}");
    bob.take();

    bob.receive("2/admin,1[\"nothing\"]", "2/admin,2[\"open\"]");

    assertThat(bob.take().toString())
        .contains(
            "43/admin,1[{\"success\":false", "\"forbidden\"", "43/admin,2[{\"success\":true}]");
  }

  @Test
  void connectsPassTheSameChainAndAreRefusedByIt() {
    FakeSession forger = FakeSession.open(fixture.server);
    forger.receive("0{\"forged\":1}");
    assertThat(forger.take())
        .containsExactly("44{\"message\":\"Forged\",\"data\":{\"code\":\"forged\"}}");

    FakeSession eve = FakeSession.open(fixture.server);
    eve.receive("0{\"user\":\"eve\",\"roles\":[]}");
    assertThat(eve.take())
        .containsExactly("44{\"message\":\"Members only\",\"data\":{\"code\":\"not_vip\"}}");
  }

  @Test
  void handlersOfAConnectRunInOrderAndOneThatFailsStopsNothing() {
    assertThat(journal().entries).containsExactly("first alice", "second", "observed connect");

    FakeSession bob = FakeSession.open(fixture.server);
    bob.receive("0{\"user\":\"bob\",\"roles\":[]}");

    assertThat(bob.take()).hasSize(2).last().isEqualTo("42[\"connected\"]");
  }

  @Test
  void theObserverHearsBoundedNames() {
    fixture.emit(alice, "[\"nothing\"]");
    fixture.emit(alice, "[\"what-a-name\"]");
    fixture.emit(alice, "[\"bug\",\"x\"]");
    fixture.emit(alice, "[\"refuse\"]");

    assertThat(fixture.observed)
        .containsExactly(
            "nothing OK ok",
            "unknown UNKNOWN unknown_event",
            "bug FAILED internal_error",
            "refuse REJECTED closed");
  }
}
