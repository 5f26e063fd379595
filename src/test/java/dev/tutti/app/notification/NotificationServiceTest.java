package dev.tutti.app.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.app.Client;
import dev.tutti.app.EventStamp;
import dev.tutti.app.Gateway;
import dev.tutti.events.EventRejectedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationServiceTest {
  private static final Notification NOTE = Notification.of("note", "hello");

  private Gateway gateway;
  private NotificationService notifications;
  private BroadcastService broadcasts;
  private Client alice;
  private Client bob;
  private Client carol;

  @BeforeEach
  void start() {
    gateway =
        Gateway.with(
            Gateway.Bean.of(NotificationConfig.class, new NotificationConfig(300, 3, 2, 2)));
    notifications = gateway.bean(NotificationService.class);
    broadcasts = gateway.bean(BroadcastService.class);
    alice = gateway.connect("alice");
    bob = gateway.connect("bob");
    carol = gateway.connect("carol");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aUserIsNotifiedOnEveryDevice() {
    Client phone = gateway.connect("alice");

    EventStamp stamp =
        notifications.toUser("alice", new Notification("note", "hello", Map.of("n", 1)));

    String event =
        "[\"notification\",{\"type\":\"note\",\"message\":\"hello\",\"data\":{\"n\":1},"
            + "\"timestamp\":\""
            + gateway.timestamp()
            + "\",\"id\":\""
            + stamp.id()
            + "\"}]";
    assertThat(alice.take()).containsExactly(event);
    assertThat(phone.take()).containsExactly(event);
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void whatIsAbsentLeavesNoKey() {
    notifications.toUser("alice", Notification.of("note", null));

    assertThat(alice.take())
        .singleElement()
        .asString()
        .startsWith("[\"notification\",{\"type\":\"note\",\"timestamp\":");
  }

  @Test
  void manyUsersAreNotifiedOnceEach_F64() {
    notifications.toUsers(List.of("alice", "bob", "alice"), NOTE);

    assertThat(alice.take()).hasSize(1);
    assertThat(bob.take()).hasSize(1);
    assertThat(carol.take()).isEmpty();
  }

  @Test
  void moreUsersThanAChunkHoldsAreAllNotified_F64() {
    notifications.toUsers(List.of("alice", "bob", "carol"), NOTE);

    assertThat(alice.take()).hasSize(1);
    assertThat(bob.take()).hasSize(1);
    assertThat(carol.take()).hasSize(1);
  }

  @Test
  void nobodyIsNotifiedWhenNobodyIsNamed() {
    notifications.toUsers(List.of(), NOTE);

    assertThat(alice.take()).isEmpty();
  }

  @Test
  void recipientsAreBounded_F64() {
    assertRefused(
        () -> notifications.toUsers(List.of("a", "b", "c", "d"), NOTE), "too_many_recipients");
  }

  @Test
  void payloadsAreBounded_F66() {
    assertRefused(
        () -> notifications.toUser("alice", new Notification("note", "x".repeat(300), null)),
        "payload_too_large");
    assertRefused(
        () -> notifications.toUser("alice", new Notification("note", null, new byte[300])),
        "payload_too_large");
    assertThat(alice.take()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "<script>", "\u0000", "-x"})
  void typesAreWords_F66_F76(String type) {
    assertRefused(() -> Notification.of(type, null), "invalid_payload");
    assertRefused(() -> Notification.of("x".repeat(65), null), "invalid_payload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b"})
  void recipientsAreNames_F66(String user) {
    assertRefused(() -> notifications.toUser(user, NOTE), "invalid_payload");
  }

  @Test
  void everybodyIsNotified() {
    notifications.toAll(NOTE);

    assertThat(alice.take()).hasSize(1);
    assertThat(bob.take()).hasSize(1);
  }

  @Test
  void whatGoesToEverybodyIsThrottled_F67() {
    notifications.toAll(NOTE);
    gateway.time().advance(Duration.ofSeconds(20));
    broadcasts.toAll("news", Map.of());

    assertThatThrownBy(() -> broadcasts.toAll("news", Map.of()))
        .isInstanceOfSatisfying(
            EventRejectedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("rate_limited");
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(40));
            });
    gateway.time().advance(Duration.ofSeconds(40));
    notifications.toAll(NOTE);
    assertRefused(() -> notifications.toAll(NOTE), "rate_limited");
  }

  @Test
  void aCallerCannotSetWhatTheServerSets_F66() {
    EventStamp stamp =
        broadcasts.toAll("news", Map.of("timestamp", "yesterday", "id", "mine", "text", "hi"));

    assertThat(alice.take())
        .singleElement()
        .asString()
        .contains("\"text\":\"hi\"", stamp.id(), stamp.timestamp())
        .doesNotContain("yesterday", "mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"connect", "disconnect", "newListener", "private-message", "session-ended"})
  void theGatewaysOwnEventsAreReserved_F67(String event) {
    assertRefused(() -> broadcasts.toAll(event, Map.of()), "event_reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "*", "x\n"})
  void eventsHaveNames(String event) {
    assertRefused(() -> broadcasts.toAll(event, Map.of()), "invalid_payload");
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EventRejectedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
