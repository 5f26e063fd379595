package dev.tutti.redis;

import dev.tutti.app.presence.Transition;
import dev.tutti.redis.Shards.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users of one hash slot: this node's connections of them, what is written of these, and the
 * transitions that come of it. Its lock orders what is sent; any thread.
 *
 * <p>A transition is in Redis until its node has told it: when an answer gets lost, or the node
 * dies, it is found there and told by the node under its next lease, or by the one that reaps.
 */
final class PresenceShard {
  private static final int BATCH = 100;

  private final RedisCommands redis;
  private final NodeLease lease;
  private final Shard shard;
  private final Limits limits;
  private final Consumer<Transition> listener;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Versions of transitions that have been told and may be in Redis yet, by user. */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  PresenceShard(
      RedisCommands redis,
      NodeLease lease,
      Shard shard,
      Limits limits,
      Consumer<Transition> listener) {
    this.redis = redis;
    this.lease = lease;
    this.shard = shard;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * What is the same for all shards.
   *
   * @param maxInGrace users in their grace at a time
   * @param keys how long keys live that nobody touches
   */
  record Limits(Duration grace, int maxInGrace, Duration keys) {}

  /** A connection of this node. */
  private static final class Entry {
    final String user;
    final String connection;

    /** The birth of the memory that it was stored in; empty when it never was. */
    volatile String memory = "";

    Entry(String user, String connection) {
      this.user = user;
      this.connection = connection;
    }
  }

  CompletionStage<Void> connect(String userId, String connectionId) {
    CompletionStage<@Nullable Object> written;
    synchronized (this) {
      Entry entry = entries.computeIfAbsent(connectionId, key -> new Entry(userId, key));
      written = write(List.of(entry));
    }
    return tellAll(written);
  }

  CompletionStage<Void> disconnect(String userId, String connectionId) {
    CompletionStage<@Nullable Object> written;
    synchronized (this) {
      Entry entry = entries.get(connectionId);
      if (entry == null || !entry.user.equals(userId)) {
        return CompletableFuture.completedStage(null);
      }
      entries.remove(connectionId);
      String grace = Long.toString(limits.grace().toMillis());
      written = change(PresenceScripts.DISCONNECT, null, grace, maxInGrace(), userId, connectionId);
    }
    return tellAll(written);
  }

  /** Writes all of it under the present lease. */
  CompletionStage<Void> move() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (CompletionStage<@Nullable Object> written : writeAll()) {
      all.add(tellAll(written).toCompletableFuture());
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenCompose(moved -> takeOver(lease.former()));
  }

  /** Takes away what is left of a dead lease. */
  CompletionStage<Void> reap(String dead, long diedAt) {
    String deadline = Long.toString(diedAt + limits.grace().toMillis());
    return repeat(
            () ->
                change(
                    PresenceScripts.REAP,
                    dead,
                    dead,
                    deadline,
                    maxInGrace(),
                    Integer.toString(BATCH)),
            1)
        .thenCompose(reaped -> takeOver(List.of(dead)));
  }

  /** Ends graces that are over. */
  CompletionStage<Void> sweep() {
    return repeat(() -> change(PresenceScripts.SWEEP, null, Integer.toString(BATCH)), BATCH);
  }

  void touch(String held) {
    var unusedNextTime = run(PresenceScripts.TOUCH, held, List.of(keysMillis()));
  }

  /** Runs a script that only looks. */
  CompletionStage<@Nullable Object> ask(Script script, List<String> arguments) {
    return run(script, "", arguments);
  }

  private synchronized List<CompletionStage<@Nullable Object>> writeAll() {
    List<CompletionStage<@Nullable Object>> all = new ArrayList<>();
    List<Entry> ours = List.copyOf(entries.values());
    for (int from = 0; from < ours.size(); from += BATCH) {
      all.add(write(ours.subList(from, Math.min(ours.size(), from + BATCH))));
    }
    return all;
  }

  private CompletionStage<@Nullable Object> write(List<Entry> some) {
    List<String> arguments = new ArrayList<>(3 * some.size());
    for (Entry entry : some) {
      arguments.addAll(List.of(entry.user, entry.connection, entry.memory));
    }
    return change(PresenceScripts.CONNECT, null, arguments.toArray(String[]::new))
        .thenApply(
            reply -> {
              List<Object> parts = Reply.list(reply);
              String memory = Reply.text(parts.get(0));
              some.forEach(entry -> entry.memory = memory);
              return parts.subList(1, parts.size());
            });
  }

  private CompletionStage<Void> takeOver(List<String> leases) {
    return leases.isEmpty()
        ? CompletableFuture.completedStage(null)
        : tellAll(change(PresenceScripts.UNTOLD, null, leases.toArray(String[]::new)));
  }

  /** Runs a script that takes a part at a time until its count says that it is the last one. */
  private CompletionStage<Void> repeat(Step step, long more) {
    return step.run()
        .thenCompose(
            reply -> {
              List<Object> parts = Reply.list(reply);
              tell(parts.subList(1, parts.size()));
              return Reply.number(parts.get(0)) >= more
                  ? repeat(step, more)
                  : CompletableFuture.completedStage(null);
            });
  }

  private CompletionStage<Void> tellAll(CompletionStage<@Nullable Object> reply) {
    return Reply.read(
        reply,
        transitions -> {
          tell(Reply.list(transitions));
          return null;
        });
  }

  private void tell(List<Object> transitions) {
    List<String> confirmed = new ArrayList<>();
    for (int i = 0; i < transitions.size(); i += 3) {
      String user = Reply.text(transitions.get(i));
      long version = Reply.number(transitions.get(i + 1));
      Long before = told.put(user, version);
      if (before == null || before != version) {
        listener.accept(new Transition(user, Reply.number(transitions.get(i + 2)) == 1, version));
      }
      confirmed.addAll(List.of(user, Long.toString(version)));
    }
    if (!confirmed.isEmpty()) {
      var unusedKnownHere =
          run(PresenceScripts.TOLD, "", confirmed).thenAccept(done -> forget(confirmed));
    }
  }

  private void forget(List<String> confirmed) {
    for (int i = 0; i < confirmed.size(); i += 2) {
      told.remove(confirmed.get(i), Long.valueOf(confirmed.get(i + 1)));
    }
  }

  /**
   * Runs a script that changes something.
   *
   * @param about the lease whose connections it is about, null for this node's
   */
  private CompletionStage<@Nullable Object> change(
      Script script, @Nullable String about, String... further) {
    return lease.write(
        held -> {
          List<String> arguments = new ArrayList<>(further.length + 2);
          arguments.add(keysMillis());
          arguments.add(held);
          arguments.addAll(List.of(further));
          return run(script, about == null ? held : about, arguments);
        });
  }

  private CompletionStage<@Nullable Object> run(
      Script script, String about, List<String> arguments) {
    return redis.run(
        script,
        List.of(
            shard.key("connections"),
            shard.key("users"),
            shard.key("graces"),
            shard.key("state"),
            shard.key("of:" + about),
            shard.key("untold")),
        arguments);
  }

  private String keysMillis() {
    return Long.toString(limits.keys().toMillis());
  }

  /** Rounded up, so that it is none only where none is wanted. */
  private String maxInGrace() {
    return Integer.toString((limits.maxInGrace() + Shards.COUNT - 1) / Shards.COUNT);
  }

  /** One run of a script. */
  private interface Step {
    CompletionStage<@Nullable Object> run();
  }
}
