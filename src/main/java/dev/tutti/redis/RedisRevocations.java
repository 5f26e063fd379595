package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.Revocation;
import dev.tutti.security.Revocations;
import dev.tutti.security.User;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Revocations of all nodes. Each node knows all of them by heart, so that no token waits for Redis;
 * Redis keeps them in the order of their coming, and every node reads what it has not read yet:
 * when it is told so, and again and again, so that one that was cut off misses nothing. A Redis
 * that has lost its memory is given it back.
 */
final class RedisRevocations implements Revocations, AutoCloseable {
  private static final Logger LOG = System.getLogger(RedisRevocations.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int BATCH = 500;
  private static final byte[] NEWS = {1};

  private final RedisCommands redis;
  private final Bus bus;
  private final MemoryRevocations local;
  private final Scheduler scheduler;
  private final String node;
  private final String channel;
  private final List<String> keys;
  private final String keysMillis;

  /** What Redis has not confirmed. */
  private final Set<Revocation> unsent = new LinkedHashSet<>();

  private String memory = "";
  private long last;
  private boolean reading;
  private boolean news;
  private boolean closed;
  private Scheduler.@Nullable Timer timer;
  private Bus.@Nullable Subscription subscription;

  /**
   * @param local what this node knows
   * @param keep how long Redis keeps what nobody touches, longer than any token lives
   */
  RedisRevocations(
      RedisCommands redis,
      Bus bus,
      MemoryRevocations local,
      String prefix,
      String node,
      Scheduler scheduler,
      Duration keep) {
    this.redis = redis;
    this.bus = bus;
    this.local = local;
    this.scheduler = scheduler;
    this.node = node;
    String base = prefix + ":v:{v}:";
    channel = base + "news";
    keys = List.of(base + "times", base + "numbers", base + "ends", base + "state");
    keysMillis = Long.toString(keep.toMillis());
  }

  /** Begins to read; the stage completes with the first attempt and never fails. */
  CompletionStage<Void> start() {
    subscription = bus.subscribe(channel, (from, message) -> look());
    return read().exceptionally(this::broken).thenAccept(done -> again());
  }

  @Override
  public CompletionStage<Void> revokeSubject(String subject) {
    return revoke(local.ofSubject(subject));
  }

  @Override
  public CompletionStage<Void> revokeSession(String sessionId) {
    return revoke(local.ofSession(sessionId));
  }

  @Override
  public CompletionStage<Void> revokeToken(String tokenId, Instant expiresAt) {
    return revoke(local.ofToken(tokenId, expiresAt));
  }

  @Override
  public boolean isRevoked(User user) {
    return local.isRevoked(user);
  }

  @Override
  public Runnable onRevocation(Consumer<Predicate<User>> listener) {
    return local.onRevocation(listener);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    if (subscription != null) {
      subscription.close();
    }
  }

  private CompletionStage<Void> revoke(Revocation revocation) {
    CompletionStage<Void> here = local.revoke(revocation);
    synchronized (this) {
      unsent.add(revocation);
    }
    return here.thenCombine(push(List.of(revocation)), (heard, sent) -> null);
  }

  private CompletionStage<Void> push(List<Revocation> revocations) {
    List<String> arguments =
        new ArrayList<>(List.of(keysMillis, node + " " + scheduler.nanoTime()));
    for (Revocation each : revocations) {
      arguments.add(each.kind() + " " + each.name());
      arguments.add(Long.toString(each.at().toEpochMilli()));
      arguments.add(Long.toString(each.until().toEpochMilli()));
    }
    return Reply.read(
        redis.run(RevocationScripts.PUSH, keys, arguments),
        pushed -> {
          sent(revocations, Reply.text(pushed));
          // Whoever does not hear it reads before long.
          var unusedHeard = bus.publish(channel, NEWS);
          return null;
        });
  }

  /** Which memory has it: if it is another one at the next reading, this one has been lost. */
  private synchronized void sent(List<Revocation> revocations, String remembering) {
    revocations.forEach(unsent::remove);
    if (memory.isEmpty()) {
      memory = remembering;
    }
  }

  private synchronized List<Revocation> unsent() {
    return unsent.stream().limit(BATCH).toList();
  }

  private void look() {
    var unusedNextTime = read().exceptionally(this::broken);
  }

  private synchronized void again() {
    if (!closed) {
      timer =
          scheduler.schedule(
              PAUSE,
              () -> {
                var unusedNeverFails =
                    read().exceptionally(this::broken).thenAccept(done -> again());
              });
    }
  }

  /** One reading at a time; news that comes meanwhile is read behind it. */
  private CompletionStage<Void> read() {
    synchronized (this) {
      if (reading || closed) {
        news = true;
        return CompletableFuture.completedStage(null);
      }
      reading = true;
      news = false;
    }
    return sendRest()
        .thenCompose(sent -> readOn())
        .whenComplete((done, failure) -> doneReading())
        .thenCompose(done -> more() ? read() : CompletableFuture.completedStage(null));
  }

  private synchronized void doneReading() {
    reading = false;
  }

  private synchronized boolean more() {
    return news && !closed;
  }

  private CompletionStage<Void> sendRest() {
    List<Revocation> rest = unsent();
    return rest.isEmpty()
        ? CompletableFuture.completedStage(null)
        : push(rest).thenCompose(sent -> sendRest());
  }

  private CompletionStage<Void> readOn() {
    List<String> arguments;
    synchronized (this) {
      arguments = List.of(memory, Long.toString(last), Integer.toString(BATCH));
    }
    return redis
        .run(RevocationScripts.READ, keys, arguments)
        .thenCompose(reply -> take(Reply.list(reply)));
  }

  private CompletionStage<Void> take(List<Object> reply) {
    String found = Reply.text(reply.get(0));
    long newest = Reply.number(reply.get(1));
    boolean forgotten;
    synchronized (this) {
      boolean knewAnother = !memory.isEmpty() && !memory.equals(found);
      forgotten = knewAnother || newest < last;
      if (forgotten || memory.isEmpty()) {
        last = 0;
      }
      memory = found;
    }
    for (int i = 2; i < reply.size(); i += 3) {
      apply(Reply.text(reply.get(i)), Reply.text(reply.get(i + 2)));
      passed(Reply.number(reply.get(i + 1)));
    }
    if (forgotten) {
      giveBack();
      return sendRest().thenCompose(sent -> readOn());
    }
    return reply.size() >= 2 + 3 * BATCH ? readOn() : CompletableFuture.completedStage(null);
  }

  private synchronized void passed(long number) {
    last = Math.max(last, number);
  }

  private void giveBack() {
    List<Revocation> all = local.all();
    LOG.log(Level.WARNING, "Redis has lost revocations, it is given {0}", all.size());
    synchronized (this) {
      unsent.addAll(all);
    }
  }

  private void apply(String name, String times) {
    int space = name.indexOf(' ');
    int gap = times.indexOf(' ');
    if (space < 0 || gap < 0) {
      return;
    }
    Revocation revocation =
        new Revocation(
            Revocation.Kind.valueOf(name.substring(0, space)),
            name.substring(space + 1),
            Instant.ofEpochMilli(Long.parseLong(times.substring(0, gap))),
            Instant.ofEpochMilli(Long.parseLong(times.substring(gap + 1))));
    var unusedRemembered = local.revoke(revocation).exceptionally(this::broken);
  }

  /** Read again at the next time; an outage is told elsewhere. */
  private @Nullable Void broken(Throwable failure) {
    LOG.log(Level.DEBUG, "revocations are not exchanged", failure);
    return null;
  }
}
