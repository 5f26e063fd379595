package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.ThreadedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * This node's connections to Redis, for commands, publications and subscriptions, each kept up by
 * threads of its own until the link is closed. Any thread.
 */
public final class RedisLink implements RedisCommands, AutoCloseable {
  private final RedisConfig config;
  private final Scheduler scheduler;
  private final Runnable afterwards;
  private final Lines lines;
  private final RedisBus bus;
  private final AtomicInteger interruptions = new AtomicInteger();
  private volatile Status status;

  /** Null while the first connections last. */
  private volatile @Nullable Instant lostAt;

  private volatile boolean closed;

  private RedisLink(
      RedisConfig config,
      boolean sharded,
      Scheduler scheduler,
      Runnable afterwards,
      ThreadFactory threads,
      RedisObserver observer) {
    this.config = config;
    this.scheduler = scheduler;
    this.afterwards = afterwards;
    status = new Status(false, scheduler.now());
    Switchboard switchboard = new Switchboard(config);
    LineSetup setup =
        new LineSetup(config.timing(), threads, observer, interruptions, this::changed);
    lines =
        config.kind() == RedisConfig.Kind.CLUSTER
            ? new ClusterLines(config, switchboard, sharded, setup)
            : new OneServer(config, switchboard, sharded, setup);
    bus = new RedisBus(sharded, lines);
    changed();
    watch();
  }

  /**
   * Whether all of Redis can be reached.
   *
   * @param since when it has been so
   */
  public record Status(boolean up, Instant since) {}

  /**
   * Begins to connect; waits for the server only where the adapter depends on what it can.
   *
   * @throws RedisUnavailableException when it depends and no server has answered in time
   */
  public static RedisLink open(
      RedisConfig config, Scheduler scheduler, ThreadFactory threads, RedisObserver observer) {
    boolean sharded = ServerProbe.sharded(config);
    return new RedisLink(config, sharded, scheduler, () -> {}, threads, observer);
  }

  /** A link with a scheduler of its own, its adapter decided already. */
  static RedisLink open(
      RedisConfig config, boolean sharded, ThreadFactory threads, RedisObserver observer) {
    ThreadedScheduler scheduler = new ThreadedScheduler(threads);
    return new RedisLink(config, sharded, scheduler, scheduler::close, threads, observer);
  }

  /**
   * Tries what {@link #open} would do.
   *
   * @throws IllegalArgumentException naming the key, when the adapter depends on what the server
   *     can and none has answered in time
   */
  public static void check(RedisConfig config) {
    try {
      ServerProbe.sharded(config);
    } catch (RedisUnavailableException e) {
      throw new IllegalArgumentException(
          "tutti.redis.adapter=auto needs Redis at the start, and there is none: set it to classic"
              + " or sharded to start without ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  RedisConfig config() {
    return config;
  }

  Bus bus() {
    return bus;
  }

  /** Whether the nodes hear one another by sharded channels. */
  public boolean sharded() {
    return bus.sharded();
  }

  public Status status() {
    return status;
  }

  @Override
  public CompletionStage<@Nullable Object> run(
      Script script, List<String> keys, List<String> args) {
    Request request = Request.script(script, keys, args);
    lines.command(keys.get(0), request);
    return request.answer();
  }

  @Override
  public Instant backSince() {
    Instant lost = lostAt;
    Status now = status;
    if (lost == null) {
      return Instant.EPOCH;
    }
    return now.up() ? now.since() : scheduler.now();
  }

  @Override
  public int interruptions() {
    return interruptions.get();
  }

  @Override
  public void close() {
    closed = true;
    lines.close();
    afterwards.run();
  }

  private synchronized void changed() {
    // The first connection may be there before the constructor has got this far.
    if (lines != null && lines.up() != status.up()) {
      status = new Status(!status.up(), scheduler.now());
      lostAt = status.up() ? lostAt : status.since();
    }
  }

  private void watch() {
    if (closed) {
      return;
    }
    lines.cutStuck();
    Duration period = config.timing().answer();
    scheduler.schedule(period, this::watch);
  }
}
