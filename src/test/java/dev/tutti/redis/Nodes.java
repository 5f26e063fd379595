package dev.tutti.redis;

import dev.tutti.app.presence.Transition;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Nodes that share one Redis and one clock, and everything that they announced. */
final class Nodes implements AutoCloseable {
  static final Duration GRACE = Duration.ofSeconds(10);

  final ManualScheduler time = new ManualScheduler();
  final ManualRedis redis = new ManualRedis(time);
  final List<Transition> transitions = new ArrayList<>();
  private final Map<String, Node> all = new LinkedHashMap<>();
  private final LeaseTimes times;

  Nodes() {
    this(Duration.ofMinutes(10));
  }

  /**
   * @param keys how long keys live that nobody touches
   */
  Nodes(Duration keys) {
    LeaseTimes usual = LeaseTimes.defaults();
    times = new LeaseTimes(usual.lease(), usual.renewal(), usual.sweep(), usual.claim(), keys);
  }

  /** One node. */
  final class Node {
    final ManualRedis.Line line = redis.line();
    final NodeLease lease;
    final RedisPresence presence;
    final RedisRooms rooms;
    final TestRooms local = new TestRooms();
    int restorations;
    int missed;

    private Node(String name) {
      lease = new NodeLease(name, line, "t", time, times);
      presence = new RedisPresence(line, lease, "t", GRACE, 100_000);
      presence.onTransition(transitions::add);
      presence.onRestored(() -> restorations++);
      lease.onMissed(() -> missed++);
      rooms = new RedisRooms(line, lease, "t");
      rooms.start(local);
      now(lease.start());
    }

    void connect(String user, String connection) {
      var unusedPerhapsAway = presence.connect(user, connection);
    }

    void disconnect(String user, String connection) {
      var unusedPerhapsAway = presence.disconnect(user, connection);
    }

    /** Says how many sockets of a user are in a room here. */
    void sockets(String room, String user, int sockets) {
      local.set(room, user, sockets);
      var unusedPerhapsAway = rooms.changed(room, user);
    }

    Set<String> online(String... users) {
      return now(presence.online(List.of(users)));
    }
  }

  /** A node that has been there for a while. */
  Node start(String name) {
    Node node = new Node(name);
    all.put(name, node);
    redis.advance(LeaseTimes.defaults().settling().plusSeconds(2));
    return node;
  }

  /** What has been announced since the last time, as {@code alice+} and {@code alice-}. */
  List<String> announced() {
    List<String> news =
        transitions.stream().map(each -> each.userId() + (each.online() ? "+" : "-")).toList();
    transitions.clear();
    return news;
  }

  static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    all.values().forEach(node -> node.lease.close());
    redis.close();
  }
}
