package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.room.RoomCount;
import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.events.Answer;
import dev.tutti.events.AnswerKey;
import dev.tutti.events.EventConfig;
import dev.tutti.events.RateLimit;
import dev.tutti.events.RateLimitClaim;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.User;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** All stores of two nodes, with connections, threads and clocks as in a server. */
class RedisStoresTest {

  @Test
  void twoNodesShareEverythingOverOneServer_F92() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      shareEverything(redis.config(), false);
    }
  }

  @Test
  @EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
  void twoNodesShareEverythingOverACluster_F92() throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      shareEverything(cluster.config(), true);
    }
  }

  @Test
  void everythingComesBackAfterARestart() throws Exception {
    try (TestRedis redis = TestRedis.start();
        Node a = new Node("a", redis.config(), false);
        Node b = new Node("b", redis.config(), false)) {
      a.presence("alice", "1");
      eventually(() -> b.online("alice"));
      b.stores.revocations().revokeSubject("mallory");
      redis.restart();

      eventually(() -> b.online("alice"));
      eventually(() -> a.stores.revocations().isRevoked(user("mallory")));
    }
  }

  private static void shareEverything(RedisConfig config, boolean sharded) throws Exception {
    try (Node a = new Node("a", config, sharded);
        Node b = new Node("b", config, sharded)) {
      a.presence("alice", "1");
      for (int i = 0; i < 200; i++) {
        b.presence("user-" + i, "c" + i);
      }
      eventually(() -> b.online("alice") && a.online("user-199"));
      eventually(() -> Nodes.now(a.stores.presence().count()).users() == 201);
      assertThat(Nodes.now(a.stores.presence().page(null, 150)).users()).hasSize(150);

      for (Node node : List.of(a, b)) {
        node.local.set("lobby", "alice", 1);
        node.stores.rooms().changed("lobby", "alice");
      }
      eventually(() -> Nodes.now(a.stores.rooms().count("lobby")).equals(new RoomCount(1, 2)));
      assertThat(Nodes.now(b.stores.rooms().rooms())).isEqualTo(1);

      AnswerKey key = new AnswerKey("alice", "/", "chat", "m1");
      assertThat(Nodes.now(a.stores.answers().claim(key))).isEmpty();
      Answer answer = new Answer(true, "ok", "", false, new JsonText("{\"success\":true}"));
      a.stores.answers().keep(key, answer);
      assertThat(Nodes.now(b.stores.answers().claim(key))).isEqualTo(Optional.of(answer));

      Nodes.now(b.stores.revocations().revokeSubject("mallory"));
      eventually(() -> a.stores.revocations().isRevoked(user("mallory")));

      RateLimitClaim claim =
          new RateLimitClaim("event:/:chat:alice", new RateLimit(5, Duration.ofHours(1)));
      eventually(() -> !a.accepts(claim));
      eventually(() -> !b.accepts(claim));
    }
  }

  private static User user(String id) {
    return new User(id, id, Set.of(), null, null, null, Instant.EPOCH, null);
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long begin = System.nanoTime();
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (java.util.concurrent.CompletionException away) {
        // Not there again yet.
      }
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(60));
      Thread.onSpinWait();
    }
  }

  private static final class Node implements AutoCloseable {
    final ThreadedScheduler scheduler = new ThreadedScheduler(Thread::new);
    final RedisLink link;
    final RedisStores stores;
    final TestRooms local = new TestRooms();

    Node(String name, RedisConfig config, boolean sharded) {
      link = RedisLink.open(config, sharded, Thread::new, RedisObserver.none());
      stores =
          RedisStores.over(
              link,
              name,
              scheduler,
              new RedisStores.Settings(
                  PresenceConfig.defaults(), EventConfig.defaults(), TokenConfig.defaults()));
      stores.rooms().start(local);
      stores.start();
    }

    void presence(String user, String connection) {
      stores.presence().connect(user, connection);
    }

    boolean online(String user) {
      return !Nodes.now(stores.presence().online(List.of(user))).isEmpty();
    }

    boolean accepts(RateLimitClaim claim) {
      return Nodes.now(stores.rateLimits().acquire(List.of(claim))).accepted();
    }

    @Override
    public void close() {
      stores.close();
      link.close();
      scheduler.close();
    }
  }
}
