package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * This node's sign of life among the nodes: a lease that it renews, and that what it writes belongs
 * to. When what became of a write is not known, or others have taken the node for dead, the lease
 * is given up and everything written again under a new one; the old one's entries go as those of a
 * dead node do.
 *
 * <p>One lock guards the state and is never held while anything is called. Any thread.
 */
final class NodeLease implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NodeLease.class.getName());

  /** Leases of this node whose entries may still be there. */
  private static final int MAX_FORMER = 4;

  private final String node;
  private final RedisCommands redis;
  private final List<String> keys;
  private final Scheduler scheduler;
  private final LeaseTimes times;
  private final RedisTime time;
  private final List<Tenant> tenants = new CopyOnWriteArrayList<>();
  private final Continuity continuity;
  private volatile Runnable missed = () -> {};

  private int number;
  private @Nullable String current;
  private List<String> former = List.of();
  private long heldSince;
  private long touchedAt;
  private boolean moving;
  private boolean wasComplete = true;
  private boolean closed;
  private Scheduler.@Nullable Timer timer;
  private volatile int nodes = 1;

  /**
   * @param node unique, of one run of one process
   * @param prefix of all keys
   */
  NodeLease(
      String node, RedisCommands redis, String prefix, Scheduler scheduler, LeaseTimes times) {
    this.node = node;
    this.redis = redis;
    this.scheduler = scheduler;
    this.times = times;
    this.time = new RedisTime(scheduler);
    this.continuity = new Continuity(redis);
    String base = prefix + ":{nodes}:";
    this.keys = List.of(base + "leases", base + "dying", base + "state");
  }

  /** The node that a lease belongs to. */
  static String nodeOf(String lease) {
    return lease.substring(0, Math.max(0, lease.lastIndexOf('.')));
  }

  String node() {
    return node;
  }

  /** Redis' clock, by the renewals. */
  RedisTime time() {
    return time;
  }

  LeaseTimes times() {
    return times;
  }

  /** Adds state that is the lease's, before {@link #start}. */
  void add(Tenant tenant) {
    tenants.add(tenant);
  }

  /**
   * Has something run when this node may have missed what others thought it no longer had to get:
   * they had taken it for dead, and meanwhile its subscriptions were cut.
   */
  void onMissed(Runnable listener) {
    missed = listener;
  }

  /** The lease to write under; null while there is none, and then nothing is to be written. */
  synchronized @Nullable String current() {
    return current;
  }

  /** Earlier leases of this node whose entries may still be there. */
  synchronized List<String> former() {
    return former;
  }

  /** How many nodes there are, this one included, as of the last renewal. */
  int nodes() {
    return nodes;
  }

  /**
   * Whether all nodes have had the time to come back since Redis was away last: until then there
   * may be connections that Redis does not know.
   */
  boolean complete() {
    return !redis.backSince().plus(times.settling()).isAfter(scheduler.now());
  }

  /** All nodes that live or have not been found dead. */
  CompletionStage<Set<String>> all() {
    return Reply.read(
        redis.run(LeaseScripts.ALL, keys, List.of()),
        leases -> Reply.texts(leases).stream().map(NodeLease::nodeOf).collect(Collectors.toSet()));
  }

  /** Begins to live; the stage completes with the first attempt and never fails. */
  CompletionStage<Void> start() {
    return renew();
  }

  /** What became of something written under a lease is not known, or it was not written. */
  void lost(String lease) {
    synchronized (this) {
      if (!lease.equals(current)) {
        return;
      }
      giveUp();
    }
    LOG.log(Level.WARNING, "{0}: what is in Redis of this node is not certain any more", lease);
  }

  /**
   * Runs a script that writes under the lease.
   *
   * @param call given the lease
   */
  CompletionStage<@Nullable Object> write(
      Function<String, CompletionStage<@Nullable Object>> call) {
    String lease = current();
    if (lease == null) {
      return CompletableFuture.failedStage(
          new RedisUnavailableException("this node has no lease now", null));
    }
    return call.apply(lease)
        .whenComplete(
            (reply, failure) -> {
              if (failure != null) {
                lost(lease);
              }
            });
  }

  /** Lets others take over what is here, and renews no more. */
  @Override
  public void close() {
    String held;
    synchronized (this) {
      closed = true;
      held = current;
      current = null;
      if (timer != null) {
        timer.cancel();
      }
    }
    if (held != null) {
      var unusedGivenUp = redis.run(LeaseScripts.GIVE_UP, keys, List.of(held));
    }
  }

  private void giveUp() {
    List<String> known = new ArrayList<>(former);
    if (current != null) {
      known.add(current);
    }
    former = List.copyOf(known.subList(Math.max(0, known.size() - MAX_FORMER), known.size()));
    current = null;
  }

  private CompletionStage<Void> renew() {
    String held;
    String asked;
    boolean settled;
    synchronized (this) {
      if (closed) {
        return CompletableFuture.completedStage(null);
      }
      held = current;
      asked = held == null ? node + "." + ++number : held;
      long settling = times.settling().toNanos();
      settled = held != null && !moving && scheduler.nanoTime() - heldSince >= settling;
    }
    long askedAt = scheduler.nanoTime();
    int interruptions = redis.interruptions();
    return redis
        .run(LeaseScripts.RENEW, keys, arguments(asked, held == null, settled))
        .thenApply(reply -> timed(askedAt, reply))
        .thenApply(parts -> checked(parts, interruptions, settled))
        .handle((parts, failure) -> failure == null ? answered(asked, held == null, parts) : away())
        .thenCompose(done -> done)
        .exceptionally(this::broken)
        .thenAccept(done -> again());
  }

  private List<String> arguments(String lease, boolean fresh, boolean settled) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(lease, fresh ? "1" : "0", settled ? "1" : "0"));
    for (Duration each : List.of(times.lease(), times.sweep(), times.claim(), times.keys())) {
      arguments.add(Long.toString(each.toMillis()));
    }
    if (fresh) {
      arguments.addAll(former());
    }
    return arguments;
  }

  private List<Object> timed(long askedAt, @Nullable Object reply) {
    List<Object> parts = Reply.list(reply);
    time.learn(askedAt, Instant.ofEpochMilli(Reply.number(parts.get(5))));
    return parts;
  }

  private List<Object> checked(List<Object> parts, int interruptions, boolean settled) {
    String memory = Reply.text(parts.get(6));
    boolean gone = Reply.number(parts.get(7)) == 1;
    if (continuity.broken(memory, gone, interruptions, settled)) {
      LOG.log(
          Level.WARNING,
          "{0} was taken for dead and may have missed messages: its connections end",
          node);
      missed.run();
    }
    return parts;
  }

  private CompletionStage<Void> answered(String lease, boolean fresh, List<Object> parts) {
    if (Reply.number(parts.get(0)) == 0) {
      lost(lease);
      return CompletableFuture.completedStage(null);
    }
    nodes = (int) Math.max(1, Reply.number(parts.get(2)));
    if (fresh) {
      begin(lease);
      return CompletableFuture.completedStage(null);
    }
    touchWhenDue();
    tellWhenRestored();
    work(Reply.number(parts.get(1)) == 1, Reply.text(parts.get(3)), Reply.number(parts.get(4)));
    return CompletableFuture.completedStage(null);
  }

  /** A renewal that fails breaks the time that the lease has been held for. */
  private synchronized CompletionStage<Void> away() {
    heldSince = scheduler.nanoTime();
    return CompletableFuture.completedStage(null);
  }

  private void begin(String lease) {
    synchronized (this) {
      if (closed) {
        return;
      }
      current = lease;
      heldSince = scheduler.nanoTime();
      touchedAt = heldSince;
      moving = true;
    }
    LOG.log(Level.DEBUG, "{0}: this node lives", lease);
    var unusedMoved =
        inTurn(Tenant::move)
            .whenComplete(
                (moved, failure) -> {
                  moved();
                  if (failure != null) {
                    broken(failure);
                    lost(lease);
                  }
                });
  }

  private synchronized void moved() {
    moving = false;
  }

  private void touchWhenDue() {
    synchronized (this) {
      long now = scheduler.nanoTime();
      if (now - touchedAt < times.touch().toNanos()) {
        return;
      }
      touchedAt = now;
    }
    tenants.forEach(Tenant::touch);
  }

  private void tellWhenRestored() {
    boolean completeNow = complete();
    boolean restored;
    synchronized (this) {
      restored = completeNow && !wasComplete;
      wasComplete = completeNow;
    }
    if (restored) {
      tenants.forEach(Tenant::restored);
    }
  }

  /** Not waited for: renewals go on meanwhile. */
  private void work(boolean sweep, String dead, long diedAt) {
    if (!dead.isEmpty()) {
      var unusedReaped =
          inTurn(tenant -> tenant.reap(dead, diedAt))
              .thenCompose(reaped -> redis.run(LeaseScripts.BURY, keys, List.of(dead)))
              .thenAccept(buried -> forget(dead))
              .exceptionally(this::broken);
    }
    if (sweep) {
      var unusedSwept = inTurn(Tenant::sweep).exceptionally(this::broken);
    }
  }

  private void forget(String lease) {
    synchronized (this) {
      former = former.stream().filter(known -> !known.equals(lease)).toList();
    }
    LOG.log(Level.INFO, "{0}: nothing is left of this lease", lease);
  }

  private CompletionStage<Void> inTurn(Function<Tenant, CompletionStage<Void>> step) {
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (Tenant tenant : tenants) {
      all = all.thenCompose(done -> step.apply(tenant));
    }
    return all;
  }

  /** Renewals and others will try again; an outage is told elsewhere. */
  private @Nullable Void broken(Throwable failure) {
    LOG.log(Level.DEBUG, "the work for a lease is unfinished", failure);
    return null;
  }

  private synchronized void again() {
    if (!closed) {
      timer = scheduler.schedule(pause(), this::renewLater);
    }
  }

  private void renewLater() {
    var unusedNeverFails = renew();
  }

  /** With jitter, so that nodes do not come back all at once. */
  private Duration pause() {
    long millis = times.renewal().toMillis();
    long jitter = ThreadLocalRandom.current().nextLong(millis / 4 + 1);
    return Duration.ofMillis(millis - jitter);
  }
}
