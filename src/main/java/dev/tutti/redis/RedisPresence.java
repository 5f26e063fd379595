package dev.tutti.redis;

import dev.tutti.app.presence.OnlineCount;
import dev.tutti.app.presence.OnlinePage;
import dev.tutti.app.presence.PresenceStore;
import dev.tutti.app.presence.Transition;
import dev.tutti.redis.Shards.Shard;
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
import org.jspecify.annotations.Nullable;

/**
 * Presence of all nodes. An entry is a connection's and belongs to the lease of its node; the end of
 * a grace is kept by Redis' clock and carried out by any node; a transition is told by the node
 * whose script made it.
 *
 * <p>This node's own connections are known here too, and written again whenever the lease is a new
 * one. A shard's lock orders what is sent about its users.
 */
final class RedisPresence implements PresenceStore, Tenant {
  private static final int BATCH = 100;
  private static final int MAX_NAMES = 500;

  private final RedisCommands redis;
  private final NodeLease lease;
  private final Shards shards;
  private final long graceMillis;
  private final String maxInGrace;
  private final String keysMillis;
  private final List<Own> own = new ArrayList<>();
  private volatile Consumer<Transition> listener = transition -> {};

  /**
   * @param grace how long a user stays online after his last connection
   * @param maxInGrace users who may be in their grace at a time, about
   */
  RedisPresence(RedisCommands redis, NodeLease lease, String prefix, Duration grace, int maxInGrace) {
    this.redis = redis;
    this.lease = lease;
    this.shards = new Shards(prefix, "p");
    this.graceMillis = grace.toMillis();
    // Rounded up, so that none only where none is wanted.
    this.maxInGrace = Integer.toString((maxInGrace + Shards.COUNT - 1) / Shards.COUNT);
    this.keysMillis = Long.toString(lease.times().keys().toMillis());
    shards.all().forEach(shard -> own.add(new Own(shard)));
    lease.add(this);
  }

  @Override
  public void onTransition(Consumer<Transition> heard) {
    listener = heard;
  }

  @Override
  public CompletionStage<Void> connect(String userId, String connectionId) {
    return told(own(userId).connect(userId, connectionId));
  }

  @Override
  public CompletionStage<Void> disconnect(String userId, String connectionId) {
    return told(own(userId).disconnect(userId, connectionId));
  }

  @Override
  public CompletionStage<Set<String>> online(Collection<String> userIds) {
    Map<Shard, List<String>> byShard = new HashMap<>();
    userIds.forEach(
        user -> byShard.computeIfAbsent(shards.of(user), key -> new ArrayList<>()).add(user));
    CompletionStage<Set<String>> all = CompletableFuture.completedStage(new HashSet<>());
    for (Map.Entry<Shard, List<String>> entry : byShard.entrySet()) {
      List<String> users = entry.getValue();
      for (int from = 0; from < users.size(); from += MAX_NAMES) {
        List<String> some = users.subList(from, Math.min(users.size(), from + MAX_NAMES));
        all = all.thenCombine(onlineOf(entry.getKey(), some), RedisPresence::union);
      }
    }
    return all;
  }

  @Override
  public CompletionStage<Set<String>> nodes(String userId) {
    return Reply.read(
        run(shards.of(userId), PresenceScripts.LOOK_UP, "", List.of(userId)),
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
    CompletionStage<OnlineCount> all = CompletableFuture.completedStage(new OnlineCount(0, 0));
    for (Shard shard : shards.all()) {
      all = all.thenCombine(countIn(shard), RedisPresence::sum);
    }
    return all;
  }

  @Override
  public CompletionStage<OnlinePage> page(@Nullable String cursor, int limit) {
    return new PresencePages(
            shards,
            (shard, arguments) -> run(shard, PresenceScripts.PAGE, "", arguments))
        .page(cursor, limit);
  }

  @Override
  public CompletionStage<Void> move() {
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (Own shard : own) {
      // One after the other: what waits for Redis is bounded.
      all = all.thenCompose(done -> allOf(shard.connectAll().stream().map(this::told).toList()));
    }
    return all;
  }

  @Override
  public CompletionStage<Void> reap(String dead, long diedAt) {
    String deadline = Long.toString(diedAt + graceMillis);
    List<String> arguments =
        List.of(keysMillis, dead, deadline, maxInGrace, Integer.toString(BATCH));
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (Shard shard : shards.all()) {
      all = all.thenCompose(done -> repeat(shard, PresenceScripts.REAP, dead, arguments, 1));
    }
    return all;
  }

  @Override
  public CompletionStage<Void> sweep() {
    List<String> arguments = List.of(keysMillis, Integer.toString(BATCH));
    return allOf(
        shards.all().stream()
            .map(shard -> repeat(shard, PresenceScripts.SWEEP, "", arguments, BATCH))
            .toList());
  }

  @Override
  public void touch() {
    String held = lease.current();
    if (held != null) {
      shards
          .all()
          .forEach(
              shard -> {
                var unusedNextTime = run(shard, PresenceScripts.TOUCH, held, List.of(keysMillis));
              });
    }
  }

  /** Runs a script that takes a part at a time until its count says that it is the last one. */
  private CompletionStage<Void> repeat(
      Shard shard, Script script, String leaseName, List<String> arguments, long more) {
    return run(shard, script, leaseName, arguments)
        .thenCompose(
            reply -> {
              List<Object> parts = Reply.list(reply);
              tell(parts, 1);
              return Reply.number(parts.get(0)) >= more
                  ? repeat(shard, script, leaseName, arguments, more)
                  : CompletableFuture.completedStage(null);
            });
  }

  private CompletionStage<Void> told(CompletionStage<@Nullable Object> reply) {
    return Reply.read(
        reply,
        transitions -> {
          tell(Reply.list(transitions), 0);
          return null;
        });
  }

  private void tell(List<Object> transitions, int from) {
    for (int i = from; i < transitions.size(); i += 3) {
      String user = Reply.text(transitions.get(i));
      long version = Reply.number(transitions.get(i + 1));
      boolean came = Reply.number(transitions.get(i + 2)) == 1;
      listener.accept(new Transition(user, came, version));
    }
  }

  private CompletionStage<Set<String>> onlineOf(Shard shard, List<String> users) {
    return Reply.read(
        run(shard, PresenceScripts.LOOK_UP, "", users),
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

  private CompletionStage<OnlineCount> countIn(Shard shard) {
    return Reply.read(
        run(shard, PresenceScripts.COUNT, "", List.of()),
        reply -> {
          List<Object> numbers = Reply.list(reply);
          return new OnlineCount(
              (int) Reply.number(numbers.get(0)), (int) Reply.number(numbers.get(1)));
        });
  }

  /**
   * @param leaseName whose connections the script is about; empty where it is about none
   */
  private CompletionStage<@Nullable Object> run(
      Shard shard, Script script, String leaseName, List<String> arguments) {
    return redis.run(
        script,
        List.of(
            shard.key("connections"),
            shard.key("users"),
            shard.key("graces"),
            shard.key("state"),
            shard.key("of:" + leaseName)),
        arguments);
  }

  private Own own(String userId) {
    return own.get(shards.of(userId).index());
  }

  private static String nodeIn(String line) {
    return NodeLease.nodeOf(line.substring(line.indexOf(' ') + 1));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    some.addAll(more);
    return some;
  }

  private static OnlineCount sum(OnlineCount some, OnlineCount more) {
    return new OnlineCount(
        some.users() + more.users(), some.connections() + more.connections());
  }

  private static CompletionStage<Void> allOf(List<CompletionStage<Void>> stages) {
    return CompletableFuture.allOf(
        stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
  }

  /** This node's connections in one shard; the lock orders what is sent about them. */
  private final class Own {
    private final Shard shard;
    private final Map<String, String> users = new HashMap<>();

    Own(Shard shard) {
      this.shard = shard;
    }

    synchronized CompletionStage<@Nullable Object> connect(String userId, String connectionId) {
      users.put(connectionId, userId);
      return write(List.of(userId, connectionId));
    }

    synchronized CompletionStage<@Nullable Object> disconnect(
        String userId, String connectionId) {
      if (!users.remove(connectionId, userId)) {
        return CompletableFuture.completedStage(List.of());
      }
      return lease.write(
          held ->
              run(
                  shard,
                  PresenceScripts.DISCONNECT,
                  held,
                  List.of(
                      keysMillis, Long.toString(graceMillis), maxInGrace, userId, connectionId)));
    }

    synchronized List<CompletionStage<@Nullable Object>> connectAll() {
      List<CompletionStage<@Nullable Object>> all = new ArrayList<>();
      List<String> pairs = new ArrayList<>();
      users.forEach(
          (connection, user) -> {
            pairs.add(user);
            pairs.add(connection);
            if (pairs.size() == 2 * BATCH) {
              all.add(write(pairs));
              pairs.clear();
            }
          });
      if (!pairs.isEmpty()) {
        all.add(write(pairs));
      }
      return all;
    }

    private CompletionStage<@Nullable Object> write(List<String> pairs) {
      return lease.write(
          held -> {
            List<String> arguments = new ArrayList<>(pairs.size() + 2);
            arguments.add(keysMillis);
            arguments.add(held);
            arguments.addAll(pairs);
            return run(shard, PresenceScripts.CONNECT, held, arguments);
          });
    }
  }
}
