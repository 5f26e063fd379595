package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.events.AcceptedEvents;
import dev.tutti.events.MemoryRateLimitStore;
import dev.tutti.events.RateLimitClaim;
import dev.tutti.events.RateLimitDecision;
import dev.tutti.events.RateLimitStore;
import dev.tutti.redis.Shards.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits over nodes without a round trip an event: each node decides by itself, of what it let
 * through and what it knows of the others, and soon after exchanges both with them. So a burst
 * passes at most the limit once a node, and what goes on for longer the limit and what the others
 * let through between two exchanges, a fortieth of the window.
 *
 * <p>Only what comes near its limit is exchanged, and nothing while there is one node. Without
 * Redis each node keeps the limit by itself.
 */
final class RedisRateLimits implements RateLimitStore, AutoCloseable {
  private static final Duration MAX_PAUSE = Duration.ofMillis(250);
  private static final Duration MIN_PAUSE = Duration.ofMillis(20);
  private static final int PAUSES_PER_WINDOW = 40;
  private static final int SLICES_PER_WINDOW = 20;
  private static final int BATCH = 100;

  /** A node is silent about less than this part of the limit, shared by all nodes. */
  private static final int SILENT_PART = 10;

  /** Counted on one node by its nature. */
  private static final String CONNECTION = "connection:";

  private final RedisCommands redis;
  private final MemoryRateLimitStore local;
  private final Shards shards;
  private final String node;
  private final Scheduler scheduler;
  private final IntSupplier nodes;

  /** How much of what is exchanged has been. */
  private final Map<RateLimitClaim, Told> told = new HashMap<>();

  /** What is to be exchanged next, each by its monotonic time. */
  private final Map<RateLimitClaim, Long> untold = new HashMap<>();

  private long dueAt;
  private Scheduler.@Nullable Timer timer;
  private boolean closed;

  /**
   * @param local what this node let through
   * @param nodes how many there are
   */
  RedisRateLimits(
      RedisCommands redis,
      MemoryRateLimitStore local,
      String prefix,
      String node,
      Scheduler scheduler,
      IntSupplier nodes) {
    this.redis = redis;
    this.local = local;
    this.shards = new Shards(prefix, "l");
    this.node = node;
    this.scheduler = scheduler;
    this.nodes = nodes;
  }

  @Override
  public CompletionStage<RateLimitDecision> acquire(List<RateLimitClaim> claims) {
    CompletionStage<RateLimitDecision> decision = local.acquire(claims);
    int all = nodes.getAsInt();
    if (all > 1 && decision.toCompletableFuture().join().accepted()) {
      for (RateLimitClaim claim : claims) {
        if (!claim.key().startsWith(CONNECTION) && near(claim, all)) {
          tellSoon(claim);
        }
      }
    }
    return decision;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private boolean near(RateLimitClaim claim, int all) {
    return (long) local.accepted(claim) * SILENT_PART * all >= claim.limit().limit();
  }

  private synchronized void tellSoon(RateLimitClaim claim) {
    if (closed) {
      return;
    }
    long now = scheduler.nanoTime();
    long due = untold.computeIfAbsent(claim, key -> now + pause(key).toNanos());
    if (timer != null && due >= dueAt) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    dueAt = due;
    timer = scheduler.schedule(Duration.ofNanos(due - now), this::exchange);
  }

  private static Duration pause(RateLimitClaim claim) {
    Duration part = claim.limit().window().dividedBy(PAUSES_PER_WINDOW);
    if (part.compareTo(MIN_PAUSE) < 0) {
      return MIN_PAUSE;
    }
    return part.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : part;
  }

  private void exchange() {
    Map<Shard, List<RateLimitClaim>> byShard = new HashMap<>();
    synchronized (this) {
      timer = null;
      long now = scheduler.nanoTime();
      forgetIdle(now);
      for (RateLimitClaim claim : untold.keySet()) {
        byShard.computeIfAbsent(shards.of(claim.key()), key -> new ArrayList<>()).add(claim);
      }
      untold.clear();
    }
    byShard.forEach(
        (shard, claims) -> {
          for (int from = 0; from < claims.size(); from += BATCH) {
            exchange(shard, claims.subList(from, Math.min(claims.size(), from + BATCH)));
          }
        });
  }

  private void exchange(Shard shard, List<RateLimitClaim> claims) {
    List<String> keys = new ArrayList<>(claims.size());
    List<String> arguments = new ArrayList<>(1 + claims.size() * 5);
    arguments.add(node);
    for (RateLimitClaim claim : claims) {
      keys.add(shard.key(claim.limit() + ":" + claim.key()));
      long window = Math.max(1, claim.limit().window().toMillis());
      arguments.add(Long.toString(window));
      arguments.add(Long.toString(slice(window)));
      addNews(claim, slice(window), arguments);
    }
    // What is lost here counts on this node alone.
    var unusedLater =
        redis
            .run(RateLimitScripts.EXCHANGE, keys, arguments)
            .thenAccept(reply -> learn(claims, Reply.list(reply)));
  }

  private static long slice(long windowMillis) {
    return Math.max(1, windowMillis / SLICES_PER_WINDOW);
  }

  private void addNews(RateLimitClaim claim, long slice, List<String> arguments) {
    long known;
    synchronized (this) {
      Told before = told.get(claim);
      known = before == null ? 0 : before.total();
    }
    MemoryRateLimitStore.News news = local.news(claim, known, Duration.ofMillis(slice));
    synchronized (this) {
      told.put(claim, new Told(news.total(), scheduler.nanoTime()));
    }
    arguments.add(Integer.toString(news.events().size()));
    for (AcceptedEvents each : news.events()) {
      arguments.add(Long.toString(each.age().toMillis()));
      arguments.add(Integer.toString(each.count()));
    }
  }

  private void learn(List<RateLimitClaim> claims, List<Object> reply) {
    int at = 0;
    for (RateLimitClaim claim : claims) {
      int pairs = (int) Reply.number(reply.get(at++));
      List<AcceptedEvents> elsewhere = new ArrayList<>(pairs);
      for (int i = 0; i < pairs; i++) {
        Duration age = Duration.ofMillis(Reply.number(reply.get(at++)));
        elsewhere.add(new AcceptedEvents(age, (int) Reply.number(reply.get(at++))));
      }
      local.acceptedElsewhere(claim, elsewhere);
    }
  }

  /** Nothing that has been told counts any more. */
  private void forgetIdle(long now) {
    Iterator<Map.Entry<RateLimitClaim, Told>> all = told.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<RateLimitClaim, Told> entry = all.next();
      long window = entry.getKey().limit().window().toNanos();
      if (now - entry.getValue().at() > window) {
        all.remove();
      }
    }
  }

  private record Told(long total, long at) {}
}
