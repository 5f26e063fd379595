package dev.tutti.redis;

import dev.tutti.app.presence.OnlineCount;
import dev.tutti.app.presence.OnlinePage;
import dev.tutti.app.presence.PresenceStore;
import dev.tutti.app.presence.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Presence of all nodes. An entry is a connection's and belongs to the lease of its node; the end
 * of a grace is kept by Redis' clock and carried out by any node; a transition is told by the node
 * whose script made it.
 *
 * <p>This node's own connections are known here too, and written again whenever the lease is a new
 * one.
 */
final class RedisPresence implements PresenceStore, Tenant {
  private static final int MAX_NAMES = 500;

  private final NodeLease lease;
  private final Shards shards;
  private final List<PresenceShard> all;
  private volatile Consumer<Transition> listener = transition -> {};
  private volatile Runnable restoration = () -> {};

  /**
   * @param grace how long a user stays online after his last connection
   * @param maxInGrace users who may be in their grace at a time, about
   */
  RedisPresence(
      RedisCommands redis, NodeLease lease, String prefix, Duration grace, int maxInGrace) {
    this.lease = lease;
    this.shards = new Shards(prefix, "p");
    PresenceShard.Limits limits = new PresenceShard.Limits(grace, maxInGrace, lease.times().keys());
    this.all =
        shards.all().stream()
            .map(shard -> new PresenceShard(redis, lease, shard, limits, this::tell))
            .toList();
    lease.add(this);
  }

  @Override
  public void onTransition(Consumer<Transition> heard) {
    listener = heard;
  }

  @Override
  public void onRestored(Runnable heard) {
    restoration = heard;
  }

  @Override
  public CompletionStage<Void> connect(String userId, String connectionId) {
    return of(userId).connect(userId, connectionId);
  }

  @Override
  public CompletionStage<Void> disconnect(String userId, String connectionId) {
    return of(userId).disconnect(userId, connectionId);
  }

  @Override
  public CompletionStage<Set<String>> online(Collection<String> userIds) {
    Map<PresenceShard, List<String>> byShard = new HashMap<>();
    userIds.forEach(user -> byShard.computeIfAbsent(of(user), key -> new ArrayList<>()).add(user));
    CompletionStage<Set<String>> online = CompletableFuture.completedStage(new HashSet<>());
    for (Map.Entry<PresenceShard, List<String>> entry : byShard.entrySet()) {
      List<String> users = entry.getValue();
      for (int from = 0; from < users.size(); from += MAX_NAMES) {
        List<String> some = users.subList(from, Math.min(users.size(), from + MAX_NAMES));
        online = online.thenCombine(onlineOf(entry.getKey(), some), RedisPresence::union);
      }
    }
    return online;
  }

  /**
   * Who is online is perhaps on other nodes too that have not been able to say so: for a while
   * after an outage of Redis all nodes are named.
   */
  @Override
  public CompletionStage<Set<String>> nodes(String userId) {
    return known(userId)
        .thenCompose(
            nodes ->
                nodes.isEmpty() || lease.complete()
                    ? CompletableFuture.completedStage(nodes)
                    : lease.all().thenApply(all -> union(nodes, all)));
  }

  private CompletionStage<Set<String>> known(String userId) {
    return Reply.read(
        of(userId).ask(PresenceScripts.LOOK_UP, List.of(userId)),
        reply -> {
          Object lines = Reply.gappedList(reply).get(0);
          Set<String> nodes = new HashSet<>();
          if (lines != null) {
            Reply.text(lines).lines().forEach(line -> nodes.add(nodeIn(line)));
          }
          return nodes;
        });
  }

  @Override
  public CompletionStage<OnlineCount> count() {
    CompletionStage<OnlineCount> sum = CompletableFuture.completedStage(new OnlineCount(0, 0));
    for (PresenceShard shard : all) {
      sum = sum.thenCombine(countIn(shard), RedisPresence::sum);
    }
    return sum;
  }

  @Override
  public CompletionStage<OnlinePage> page(@Nullable String cursor, int limit) {
    return PresencePages.page(
        (shard, arguments) -> all.get(shard).ask(PresenceScripts.PAGE, arguments), cursor, limit);
  }

  /** One shard after the other: what waits for Redis is bounded. */
  @Override
  public CompletionStage<Void> move() {
    return inTurn(PresenceShard::move);
  }

  @Override
  public CompletionStage<Void> reap(String dead, long diedAt) {
    return inTurn(shard -> shard.reap(dead, diedAt));
  }

  @Override
  public CompletionStage<Void> sweep() {
    return CompletableFuture.allOf(
        all.stream()
            .map(shard -> shard.sweep().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  @Override
  public void touch() {
    String held = lease.current();
    if (held != null) {
      all.forEach(shard -> shard.touch(held));
    }
  }

  @Override
  public void restored() {
    restoration.run();
  }

  private void tell(Transition transition) {
    listener.accept(transition);
  }

  private CompletionStage<Void> inTurn(Function<PresenceShard, CompletionStage<Void>> step) {
    CompletionStage<Void> done = CompletableFuture.completedStage(null);
    for (PresenceShard shard : all) {
      done = done.thenCompose(before -> step.apply(shard));
    }
    return done;
  }

  private static CompletionStage<Set<String>> onlineOf(PresenceShard shard, List<String> users) {
    return Reply.read(
        shard.ask(PresenceScripts.LOOK_UP, users),
        reply -> {
          List<@Nullable Object> lines = Reply.gappedList(reply);
          Set<String> online = new HashSet<>();
          for (int i = 0; i < users.size(); i++) {
            if (lines.get(i) != null) {
              online.add(users.get(i));
            }
          }
          return online;
        });
  }

  private static CompletionStage<OnlineCount> countIn(PresenceShard shard) {
    return Reply.read(
        shard.ask(PresenceScripts.COUNT, List.of()),
        reply -> {
          List<Object> numbers = Reply.list(reply);
          return new OnlineCount(
              (int) Reply.number(numbers.get(0)), (int) Reply.number(numbers.get(1)));
        });
  }

  private PresenceShard of(String userId) {
    return all.get(shards.of(userId).index());
  }

  private static String nodeIn(String line) {
    return NodeLease.nodeOf(line.substring(line.indexOf(' ') + 1));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    some.addAll(more);
    return some;
  }

  private static OnlineCount sum(OnlineCount some, OnlineCount more) {
    return new OnlineCount(some.users() + more.users(), some.connections() + more.connections());
  }
}
