package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.app.message.MessageService;
import dev.tutti.app.message.SentMessage;
import dev.tutti.app.music.MusicCommand;
import dev.tutti.app.music.MusicService;
import dev.tutti.app.notification.Notification;
import dev.tutti.app.notification.NotificationService;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.room.RoomName;
import dev.tutti.app.room.RoomRegistry;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.RateLimit;
import dev.tutti.events.RateLimitDecision;
import dev.tutti.events.RateLimiter;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * F2: the services as an application has them injected. Alice and Bob are connected from outside
 * while the methods between look from inside, so the order of the methods is their plot.
 */
@InsideTheServer
@Order(20)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesIT {
  private static final String ALICE = "inside-alice";
  private static final String BOB = "inside-bob";
  private static final RoomName ROOM = new RoomName("inside");
  private static final String JOIN = "421[\"join-room\",{\"room\":\"inside\"}]";
  private static final String LEAVE = "422[\"leave-room\",{\"room\":\"inside\"}]";

  /** Of the methods outside only: those inside run in another process. */
  private static RawClient alice;

  private static RawClient bob;

  @Inject RoomRegistry rooms;
  @Inject PresenceService presence;
  @Inject RateLimiter limiter;
  @Inject MessageService messages;
  @Inject NotificationService notifications;
  @Inject MusicService music;
  @Inject SocketIoServer server;

  @Test
  @Order(1)
  void beforeAnybodyConnectsNobodyIsThere() {
    assertThat(now(presence.isOnline(ALICE))).isFalse();
    assertThat(rooms.rooms(ALICE)).isEmpty();
    assertThat(now(rooms.userCount(ROOM))).isZero();
  }

  @Test
  @Order(2)
  @RunAsClient
  void clientsConnectAndJoin() throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    alice = joined(new RawClient.Socket(http), ALICE);
    bob = joined(new RawClient.Socket(http), BOB);
  }

  @Test
  @Order(3)
  void roomRegistryKnowsTheMembers() {
    assertThat(rooms.rooms(ALICE)).containsExactly(ROOM.value());
    assertThat(now(rooms.members(ROOM, null, 10)).users()).containsExactlyInAnyOrder(ALICE, BOB);
    assertThat(now(rooms.userCount(ROOM))).isEqualTo(2);
    assertThat(now(rooms.memberCount(ROOM))).isEqualTo(2);
    assertThat(rooms.isMember(socketOf(ALICE), ROOM)).isTrue();
  }

  @Test
  @Order(3)
  void presenceKnowsWhoIsOnline() {
    assertThat(now(presence.isOnline(ALICE))).isTrue();
    assertThat(now(presence.isConnected(BOB))).isTrue();
    assertThat(now(presence.isOnline("inside-nobody"))).isFalse();
    assertThat(now(presence.onlineUsers(null, 1_000)).users()).contains(ALICE, BOB);
  }

  @Test
  @Order(3)
  void limiterRefusesAtItsLimitAndOnlyThatKey() {
    RateLimit two = new RateLimit(2, Duration.ofHours(1));

    assertThat(acquire("inside:alice", two).accepted()).isTrue();
    assertThat(acquire("inside:alice", two).accepted()).isTrue();
    assertThat(acquire("inside:alice", two).accepted()).isFalse();
    assertThat(acquire("inside:bob", two).accepted()).isTrue();
  }

  @Test
  @Order(4)
  void servicesRefuseWhatTheyMust() {
    User sender = user(BOB);

    assertRefused(messages.send(sender, ALICE, "buy spam"), "inappropriate_content");
    assertRefused(messages.send(sender, "inside-nobody", "hello"), "recipient_offline");
    MusicCommand elsewhere = new MusicCommand("play", "song", 1.0, "elsewhere");
    assertThatThrownBy(() -> music.sync(socketOf(BOB), elsewhere))
        .isInstanceOfSatisfying(
            EventRejectedException.class, e -> assertThat(e.code()).isEqualTo("not_a_member"));
  }

  @Test
  @Order(5)
  void servicesSend() {
    SentMessage sent = now(messages.send(user(BOB), ALICE, "from within"));
    assertThat(sent.targetUserId()).isEqualTo(ALICE);
    assertThat(notifications.toUser(ALICE, Notification.of("info", "to one")).id()).isNotBlank();
    music.sync(socketOf(BOB), new MusicCommand("play", "song", 1.0, ROOM.value()));
  }

  @Test
  @Order(6)
  @RunAsClient
  void whatTheServicesSentArrivesInItsOrder() throws Exception {
    assertThat(alice.await(packet -> packet.startsWith("42[\"private-message\"")))
        .contains("\"senderId\":\"" + BOB + "\"", "from within");
    assertThat(alice.await(packet -> packet.startsWith("42[\"notification\""))).contains("to one");
    assertThat(alice.await(packet -> packet.startsWith("42[\"music-sync\"")))
        .contains("\"userId\":\"" + BOB + "\"", "\"room\":\"inside\"");
  }

  @Test
  @Order(7)
  @RunAsClient
  void aClientLeaves() throws Exception {
    alice.send(LEAVE);
    alice.await(packet -> packet.startsWith("432"));
  }

  @Test
  @Order(8)
  void roomRegistryKnowsWhoLeft() {
    assertThat(rooms.rooms(ALICE)).isEmpty();
    assertThat(now(rooms.members(ROOM, null, 10)).users()).containsExactly(BOB);
    assertThat(now(presence.isOnline(ALICE))).isTrue();
  }

  @Test
  @Order(9)
  @RunAsClient
  void clientsGo() throws Exception {
    alice.abort();
    bob.abort();
  }

  private static RawClient joined(RawClient client, String user) throws Exception {
    client.send("40{\"token\":\"" + Tokens.of(user) + "\"}");
    client.await(packet -> packet.startsWith("40"));
    client.send(JOIN);
    client.await(packet -> packet.startsWith("431"));
    return client;
  }

  private SocketIoSocket socketOf(String userId) {
    return server.root().sockets().stream()
        .filter(socket -> socket.attribute(User.class).orElseThrow().id().equals(userId))
        .findFirst()
        .orElseThrow();
  }

  private RateLimitDecision acquire(String key, RateLimit limit) {
    return now(limiter.acquire(key, limit));
  }

  private static User user(String id) {
    return new User(id, id, Set.of(), null, null, null, null, null);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static void assertRefused(CompletionStage<?> stage, String code) {
    assertThatThrownBy(() -> now(stage))
        .hasCauseInstanceOf(EventRejectedException.class)
        .satisfies(e -> assertThat(((EventRejectedException) e.getCause()).code()).isEqualTo(code));
  }
}
