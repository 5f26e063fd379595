package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.Client;
import dev.tutti.app.Gateway;
import dev.tutti.events.EventRejectedException;
import dev.tutti.socketio.SocketIoServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceEventsTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String BOB_ONLINE = "[\"user-online\",{\"userId\":\"bob\"}]";
  private static final String BOB_OFFLINE = "[\"user-offline\",{\"userId\":\"bob\"}]";

  private Gateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void followersHearOfTheFirstConnectionOnly_F57_F59_F61() {
    gateway = everyone();
    Client alice = gateway.connect("alice");

    gateway.connect("bob");
    assertThat(alice.take()).containsExactly(BOB_ONLINE);
    gateway.connect("bob");
    assertThat(alice.take()).isEmpty();
  }

  @Test
  void closingOneOfTwoTabsIsNoDeparture_F57() {
    gateway = everyone();
    Client alice = gateway.connect("alice");
    Client tab = gateway.connect("bob");
    gateway.connect("bob");
    alice.take();

    tab.leave();
    gateway.time().advance(GRACE.multipliedBy(2));

    assertThat(alice.take()).isEmpty();
    assertThat(now(gateway.bean(PresenceService.class).isOnline("bob"))).isTrue();
  }

  @Test
  void aUserGoesWhenTheGraceIsOver_F59() {
    gateway = everyone();
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    alice.take();
    PresenceService presence = gateway.bean(PresenceService.class);

    bob.leave();
    gateway.time().advance(GRACE.minusMillis(1));
    assertThat(alice.take()).isEmpty();
    assertThat(now(presence.isOnline("bob"))).isTrue();
    assertThat(now(presence.isConnected("bob"))).isFalse();

    gateway.time().advance(Duration.ofMillis(1));
    assertThat(alice.take()).containsExactly(BOB_OFFLINE);
    assertThat(now(presence.isOnline("bob"))).isFalse();
    gateway.time().advance(GRACE);
    assertThat(alice.take()).isEmpty();
  }

  @Test
  void whoComesBackInTimeHasNeverGone_F59() {
    gateway = everyone();
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    alice.take();

    bob.leave();
    gateway.time().advance(GRACE.minusSeconds(1));
    Client again = gateway.connect("bob");
    gateway.time().advance(GRACE);
    assertThat(alice.take()).isEmpty();

    again.leave();
    gateway.time().advance(GRACE.minusSeconds(1));
    assertThat(alice.take()).isEmpty();
    gateway.time().advance(Duration.ofSeconds(1));
    assertThat(alice.take()).containsExactly(BOB_OFFLINE);
  }

  @Test
  void withoutAGraceAUserGoesAtOnce() {
    gateway = Gateway.with(config(PresenceConfig.Followers.EVERYONE, Duration.ZERO, 10, 10, false));
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    alice.take();

    bob.leave();

    assertThat(alice.take()).containsExactly(BOB_OFFLINE);
  }

  @Test
  void noMoreUsersThanAllowedAreInTheirGrace() {
    gateway = Gateway.with(config(PresenceConfig.Followers.EVERYONE, GRACE, 1, 10, false));
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    Client carol = gateway.connect("carol");
    alice.take();

    carol.leave();
    bob.leave();

    assertThat(alice.take()).containsExactly(BOB_OFFLINE);
  }

  @Test
  void nobodyIsToldOfHimself() {
    gateway = everyone();
    Client bob = gateway.connectAndKeep("bob");
    Client tab = gateway.connectAndKeep("bob");

    assertThat(bob.take())
        .containsExactly("[\"presence-state\",{\"users\":[],\"truncated\":false}]");
    assertThat(tab.take())
        .containsExactly("[\"presence-state\",{\"users\":[],\"truncated\":false}]");
  }

  @Test
  void aNewConnectionLearnsWhoIsThere_F61() {
    gateway = everyone();
    gateway.connect("alice");
    gateway.connect("bob");

    assertThat(gateway.connectAndKeep("carol").take())
        .containsExactly(
            "[\"presence-state\",{\"users\":[\"alice\",\"bob\"],\"truncated\":false}]");
  }

  @Test
  void theSnapshotIsBounded_F62() {
    gateway = Gateway.with(config(PresenceConfig.Followers.EVERYONE, GRACE, 10, 2, false));
    gateway.connect("alice");
    gateway.connect("bob");
    assertThat(gateway.connectAndKeep("aaron").take())
        .containsExactly(
            "[\"presence-state\",{\"users\":[\"alice\",\"bob\"],\"truncated\":false}]");
    assertThat(gateway.connectAndKeep("carol").take())
        .containsExactly(
            "[\"presence-state\",{\"users\":[\"aaron\",\"alice\"],\"truncated\":true}]");
  }

  private Client connectWith(SlowStore store) {
    gateway =
        Gateway.with(
            Gateway.Bean.of(PresenceStore.class, store),
            config(PresenceConfig.Followers.EVERYONE, GRACE, 10, 10, false));
    return gateway.connectAndKeep("carol");
  }

  @Test
  void aSnapshotUndoesNothingThatAnotherNodeHasToldMeanwhile_F61() {
    SlowStore store = new SlowStore();
    Client carol = connectWith(store);
    CompletableFuture<OnlinePage> first = store.pages.remove();
    gateway.bean(SocketIoServer.class).root().emit("user-online", new UserReference("bob", 1L));
    first.complete(new OnlinePage(List.of("alice"), null));
    store.pages.remove().complete(new OnlinePage(List.of("alice", "bob"), null));
    store.pages.remove().complete(new OnlinePage(List.of("alice", "bob"), null));

    assertThat(carol.take())
        .last()
        .isEqualTo("[\"presence-state\",{\"users\":[\"alice\",\"bob\"],\"truncated\":false}]");
    assertThat(store.pages).isEmpty();
  }

  @Test
  void afterAnOutageEveryConnectionLearnsAnewWhoIsThere() {
    SlowStore store = new SlowStore();
    Client carol = connectWith(store);
    store.pages.remove().completeExceptionally(EventRejectedException.unavailable());
    assertThat(carol.take()).isEmpty();

    store.restoration.run();
    store.pages.remove().complete(new OnlinePage(List.of("alice"), null));
    assertThat(carol.take())
        .containsExactly("[\"presence-state\",{\"users\":[\"alice\"],\"truncated\":false}]");
  }

  @Test
  void nobodyHearsOfAnybodyByDefault_F62() {
    gateway = Gateway.with();
    Client alice = gateway.connectAndKeep("alice");
    gateway.connect("bob").leave();
    gateway.time().advance(GRACE);

    assertThat(alice.take()).isEmpty();
  }

  @Test
  void onlyFollowersHear_F62() {
    gateway = Gateway.with(Gateway.Bean.of(FollowerDirectory.class, new AliceFollowsBob()));
    Client carol = gateway.connect("carol");
    Client bob = gateway.connect("bob");
    Client alice = gateway.connectAndKeep("alice");
    assertThat(alice.take())
        .containsExactly("[\"presence-state\",{\"users\":[\"bob\"],\"truncated\":false}]");

    bob.leave();
    gateway.time().advance(GRACE);
    assertThat(alice.take()).containsExactly(BOB_OFFLINE);
    assertThat(carol.take()).isEmpty();
  }

  @Test
  void theSeedsNotificationGoesAlongWhenItIsSwitchedOn_F61() {
    gateway = Gateway.with(config(PresenceConfig.Followers.EVERYONE, GRACE, 10, 10, true));
    Client alice = gateway.connect("alice");

    gateway.connect("bob");

    assertThat(alice.take())
        .hasSize(2)
        .anySatisfy(
            event ->
                assertThat(event)
                    .matches(
                        "\\[\"notification\",\\{\"type\":\"user-online\",\"userId\":\"bob\","
                            + "\"timestamp\":\"20..-..-..T..:..:..\\.000Z\",\"id\":\"[0-9A-Z]{26}\"}]"));
  }

  @Test
  void anUnknownAudienceCostsNothingElse_F6() {
    gateway = Gateway.with(Gateway.Bean.of(FollowerDirectory.class, new Broken()));
    Client alice = gateway.connectAndKeep("alice");

    assertThat(alice.take()).isEmpty();
    assertThat(now(gateway.bean(PresenceService.class).isOnline("alice"))).isTrue();
    assertThat(alice.emit("join-room", "{\"room\":\"lobby\"}")).contains("\"success\":true");
  }

  @Test
  void theEndOfTheApplicationLeavesNoTimer() {
    gateway = everyone();
    gateway.connect("alice").leave();
    int before = gateway.time().pending();

    gateway.bean(PresenceService.class).close();

    assertThat(gateway.time().pending()).isEqualTo(before - 1);
  }

  @Test
  void whoIsOnlineIsListedInPages_F62() {
    gateway = Gateway.with();
    gateway.connect("bob");
    gateway.connect("alice");
    gateway.connect("carol");
    PresenceService presence = gateway.bean(PresenceService.class);

    OnlinePage first = now(presence.onlineUsers(null, 2));
    assertThat(first.users()).containsExactly("alice", "bob");
    OnlinePage second = now(presence.onlineUsers(first.next(), 2));
    assertThat(second.users()).containsExactly("carol");
    assertThat(second.next()).isNull();
    assertThat(now(presence.onlineCount())).isEqualTo(3);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private static Gateway everyone() {
    return Gateway.with(config(PresenceConfig.Followers.EVERYONE, GRACE, 10, 10, false));
  }

  private static Gateway.Bean<PresenceConfig> config(
      PresenceConfig.Followers followers,
      Duration grace,
      int maxInGrace,
      int snapshotLimit,
      boolean seedNotifications) {
    return Gateway.Bean.of(
        PresenceConfig.class,
        new PresenceConfig(
            followers, grace, maxInGrace, snapshotLimit, seedNotifications, 1_000, 1));
  }

  private static final class AliceFollowsBob implements FollowerDirectory {
    @Override
    public CompletionStage<Audience> followersOf(String userId) {
      return CompletableFuture.completedStage(
          userId.equals("bob") ? Audience.of(Set.of("alice")) : Audience.NOBODY);
    }

    @Override
    public CompletionStage<Audience> followedBy(String userId) {
      return CompletableFuture.completedStage(
          userId.equals("alice") ? Audience.of(Set.of("bob")) : Audience.NOBODY);
    }
  }

  /** Answers when a test says so. */
  private static final class SlowStore implements PresenceStore {
    final Deque<CompletableFuture<OnlinePage>> pages = new ArrayDeque<>();
    Runnable restoration;

    @Override
    public void onTransition(Consumer<Transition> listener) {}

    @Override
    public void onRestored(Runnable listener) {
      restoration = listener;
    }

    @Override
    public CompletionStage<Void> connect(String userId, String connectionId) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> disconnect(String userId, String connectionId) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Set<String>> online(Collection<String> userIds) {
      return CompletableFuture.completedStage(Set.of());
    }

    @Override
    public CompletionStage<Set<String>> nodes(String userId) {
      return CompletableFuture.completedStage(Set.of());
    }

    @Override
    public CompletionStage<OnlineCount> count() {
      return CompletableFuture.completedStage(new OnlineCount(0, 0));
    }

    @Override
    public CompletionStage<OnlinePage> page(String cursor, int limit) {
      CompletableFuture<OnlinePage> page = new CompletableFuture<>();
      pages.add(page);
      return page;
    }
  }

  private static final class Broken implements FollowerDirectory {
    @Override
    public CompletionStage<Audience> followersOf(String userId) {
      throw new IllegalStateException("no database");
    }

    @Override
    public CompletionStage<Audience> followedBy(String userId) {
      return CompletableFuture.failedStage(new IllegalStateException("no database"));
    }
  }
}
