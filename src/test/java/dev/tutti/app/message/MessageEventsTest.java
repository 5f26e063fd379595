package dev.tutti.app.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.Client;
import dev.tutti.app.Gateway;
import dev.tutti.security.User;
import dev.tutti.socketio.AdapterFactory;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.SocketIoSocket;
import dev.tutti.socketio.TestAdapters;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEventsTest {
  private static final String HELLO = "{\"targetUserId\":\"bob\",\"message\":\"hello\"}";
  private Gateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void oneTimeAndOneIdForEverybody_F29_F33() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client tab = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    Client phone = gateway.connect("bob");
    Client carol = gateway.connect("carol");

    String id = id(alice.emit("private-message", HELLO));

    String received =
        "[\"private-message\",{\"senderId\":\"alice\",\"senderUsername\":\"Alice\","
            + "\"message\":\"hello\",\"timestamp\":\""
            + gateway.timestamp()
            + "\",\"id\":\""
            + id
            + "\"}]";
    assertThat(bob.take()).containsExactly(received);
    assertThat(phone.take()).containsExactly(received);
    assertThat(tab.take())
        .containsExactly(received.replace(",\"message\"", ",\"targetUserId\":\"bob\",\"message\""));
    assertThat(alice.take())
        .containsExactly(
            "[\"message-sent\",{\"targetUserId\":\"bob\",\"message\":\"hello\",\"timestamp\":\""
                + gateway.timestamp()
                + "\",\"id\":\""
                + id
                + "\"}]");
    assertThat(carol.take()).isEmpty();
  }

  @Test
  void nothingIsConfirmedWhenTheRecipientIsOffline_F27() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client tab = gateway.connect("alice");

    assertThat(alice.emit("private-message", HELLO))
        .contains("\"success\":false", "\"code\":\"recipient_offline\"", "\"retryable\":true");
    assertThat(alice.take()).isEmpty();
    assertThat(tab.take()).isEmpty();
  }

  /** A node that has the recipient is silent: nothing is promised, and the client may try again. */
  @Test
  void whatANodeDoesNotConfirmIsUnavailable() {
    AdapterFactory silent =
        TestAdapters.answering(
            "broadcastConfirmed",
            args -> CompletableFuture.completedFuture(new Delivery(1, Set.of("other"))));
    gateway = Gateway.with(Gateway.Bean.of(AdapterFactory.class, silent));
    Client alice = gateway.connect("alice");
    gateway.connect("bob");

    assertThat(alice.emit("private-message", HELLO))
        .contains("\"success\":false", "\"code\":\"unavailable\"", "\"retryable\":true");
    assertThat(alice.take()).isEmpty();
  }

  /** As when the first node dies before it has answered: its answer is nowhere. */
  @Test
  void anAttemptAtAnotherNodeGivesNoDeviceItsCopyTwice() {
    Set<Object> ids = new HashSet<>();
    AdapterFactory remembering =
        TestAdapters.answering(
            "broadcastConfirmed",
            args ->
                ids.add(args[1])
                    ? null
                    : CompletableFuture.completedFuture(new Delivery(1, Set.of())));
    gateway = Gateway.with(Gateway.Bean.of(AdapterFactory.class, remembering));
    gateway.connect("alice");
    SocketIoSocket alice = gateway.socket("alice");
    Client phone = gateway.connect("alice");
    Client bob = gateway.connect("bob");

    MessageService messages = gateway.bean(MessageService.class);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(messages.send(alice, "bob", "hello", "m1").toCompletableFuture()).isCompleted();
    }
    assertThat(bob.take()).hasSize(1);
    assertThat(phone.take()).hasSize(1);
  }

  @Test
  void whoIsOnlyInHisGraceIsNotReached_F27() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    gateway.connect("bob").leave();
    gateway.time().advance(Duration.ofSeconds(1));

    assertThat(alice.emit("private-message", HELLO)).contains("recipient_offline");
  }

  @Test
  void aNoteToOneselfReachesOnesOtherDevicesOnce_F32() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client phone = gateway.connect("alice");

    alice.emit("private-message", "{\"targetUserId\":\"alice\",\"message\":\"milk\"}");

    assertThat(phone.take())
        .singleElement()
        .asString()
        .contains("\"senderId\":\"alice\"", "\"targetUserId\":\"alice\"", "milk");
    assertThat(alice.take()).singleElement().asString().startsWith("[\"message-sent\"");
  }

  @Test
  void thePolicyDecidesWhoWritesToWhom_F32() {
    gateway =
        Gateway.with(
            Gateway.Bean.of(
                MessagingPolicy.class, (user, to) -> CompletableFuture.completedStage(false)));
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");

    assertThat(alice.emit("private-message", HELLO)).contains("\"code\":\"message_forbidden\"");
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void theNameIsTheOneOfNow_F35() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    SocketIoSocket socket = gateway.socket("alice");
    socket.attribute(
        User.class, new User("alice", "Dr Alice", Set.of(), null, null, null, null, null));

    alice.emit("private-message", HELLO);

    assertThat(bob.take()).singleElement().asString().contains("\"senderUsername\":\"Dr Alice\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"hello\"",
        "null",
        "[{\"targetUserId\":\"bob\",\"message\":\"x\"}]",
        "{\"targetUserId\":\"bob\"}",
        "{\"targetUserId\":\"bob\",\"message\":null}",
        "{\"targetUserId\":\"bob\",\"message\":{\"length\":1}}",
        "{\"targetUserId\":\"bob\",\"message\":[\"x\"]}",
        "{\"targetUserId\":\"bob\",\"message\":7}",
        "{\"targetUserId\":\"bob\",\"message\":\"  \"}",
        "{\"targetUserId\":7,\"message\":\"x\"}",
        "{\"targetUserId\":\"\",\"message\":\"x\"}",
        "{\"message\":\"x\"}"
      })
  void theFormatIsCheckedFirst_F42_F43_F44(String payload) {
    gateway = Gateway.with();
    gateway.connect("bob");
    Client alice = gateway.connect("alice");

    assertThat(alice.emit("private-message", payload))
        .contains("\"error\":\"Invalid message format\"", "\"code\":\"invalid_payload\"");
  }

  @Test
  void aLongMessageIsRefused_F34() {
    gateway = Gateway.with();
    gateway.connect("bob");
    String payload = "{\"targetUserId\":\"bob\",\"message\":\"" + "a".repeat(1_001) + "\"}";

    assertThat(gateway.connect("alice").emit("private-message", payload))
        .contains("\"error\":\"Message too long\"", "\"code\":\"message_too_long\"")
        .doesNotContain("aaa");
  }

  @ParameterizedTest
  @CsvSource({"spam", "s p a m"})
  void bannedWordsAreRefused_F34_F47(String text) {
    gateway = Gateway.with();
    Client bob = gateway.connect("bob");

    assertThat(
            gateway
                .connect("alice")
                .emit("private-message", "{\"targetUserId\":\"bob\",\"message\":\"" + text + "\"}"))
        .contains(
            "\"error\":\"Inappropriate content detected\"", "\"code\":\"inappropriate_content\"")
        .doesNotContain(text);
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void anApplicationJudgesContentItself_F46() {
    CompletableFuture<Boolean> verdict = new CompletableFuture<>();
    gateway = Gateway.with(Gateway.Bean.of(ContentFilter.class, (user, text) -> verdict));
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");

    alice.emit("private-message", "{\"targetUserId\":\"bob\",\"message\":\"spam one\"}");
    alice.emit("private-message", "{\"targetUserId\":\"bob\",\"message\":\"two\"}");
    assertThat(bob.take()).isEmpty();

    verdict.complete(true);
    assertThat(bob.take())
        .satisfiesExactly(
            first -> assertThat(first).contains("spam one"),
            second -> assertThat(second).contains("two"));
  }

  @Test
  void aBackEndSendsInAUsersName() {
    gateway = Gateway.with();
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");

    SentMessage sent =
        gateway
            .bean(MessageService.class)
            .send(Gateway.user("alice"), "bob", "cafe\u0301")
            .toCompletableFuture()
            .join();

    assertThat(sent.message()).isEqualTo("café");
    assertThat(bob.take()).singleElement().asString().contains("café", sent.id());
    assertThat(alice.take()).singleElement().asString().contains("\"targetUserId\":\"bob\"");
  }

  private String id(String ack) {
    Matcher matcher =
        Pattern.compile("\\{\"success\":true,\"id\":\"([0-9A-Z]{26})\",\"timestamp\":\"(.*)\"}")
            .matcher(ack);
    assertThat(matcher.matches()).as(ack).isTrue();
    assertThat(matcher.group(2)).isEqualTo(gateway.timestamp());
    return matcher.group(1);
  }
}
