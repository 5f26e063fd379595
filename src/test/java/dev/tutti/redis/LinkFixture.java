package dev.tutti.redis;

import dev.tutti.engineio.ThreadedScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Links for a test and what became of their connections. */
public final class LinkFixture implements AutoCloseable {
  /** Short enough for a test to see a loss, long enough for a busy machine. */
  static final RedisConfig.Timing IMPATIENT =
      new RedisConfig.Timing(
          Duration.ofMillis(1000),
          Duration.ofMillis(1000),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofSeconds(20));

  private static final Script ONE = Script.of("return 1");
  private static final int PATIENCE_SECONDS = 60;

  /** Between two looks at something that does not announce itself. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  final List<Thread> threads = new ArrayList<>();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private final ThreadFactory factory = this::thread;
  private final ThreadedScheduler scheduler = new ThreadedScheduler(factory);
  private final List<RedisLink> links = new ArrayList<>();

  /** Hears of connections. */
  private final RedisObserver observer =
      new RedisObserver() {
        @Override
        public void connected(Line line) {
          news.add("connected " + line);
        }

        @Override
        public void lost(Line line) {
          news.add("lost " + line);
        }
      };

  /** A link as it would be in a server. */
  public RedisLink open(RedisConfig config) {
    RedisLink link = RedisLink.open(config, scheduler, factory, observer);
    links.add(link);
    return link;
  }

  /** Waits until a connection has come or gone since the last such question. */
  void awaitNews(String expected) throws InterruptedException {
    for (String next = poll(); !next.equals(expected); next = poll()) {
      // Another connection's.
    }
  }

  private String poll() throws InterruptedException {
    String next = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing happens");
    }
    return next;
  }

  /** Asks until Redis answers; gives up after very many times. */
  static void awaitAnswer(RedisLink link) throws Exception {
    long begin = System.nanoTime();
    while (true) {
      try {
        await(link.run(ONE, List.of("any"), List.of()));
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RedisUnavailableException)
            || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Asks until all connections are there, or gone. */
  static void awaitStatus(RedisLink link, boolean up) {
    long begin = System.nanoTime();
    while (link.status().up() != up) {
      if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("the status stays " + link.status());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  public static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Its timings replaced by impatient ones. */
  static RedisConfig impatient(RedisConfig config) {
    return with(config, config.adapter(), IMPATIENT, config.bounds());
  }

  static RedisConfig with(RedisConfig config, RedisConfig.Adapter adapter) {
    return with(config, adapter, config.timing(), config.bounds());
  }

  static RedisConfig with(
      RedisConfig config,
      RedisConfig.Adapter adapter,
      RedisConfig.Timing timing,
      RedisConfig.Bounds bounds) {
    return with(config, config.login(), config.sentinelLogin(), adapter, timing, bounds);
  }

  static RedisConfig with(
      RedisConfig config, RedisConfig.Login login, RedisConfig.Login sentinelLogin) {
    return with(config, login, sentinelLogin, config.adapter(), config.timing(), config.bounds());
  }

  private static RedisConfig with(
      RedisConfig config,
      RedisConfig.Login login,
      RedisConfig.Login sentinelLogin,
      RedisConfig.Adapter adapter,
      RedisConfig.Timing timing,
      RedisConfig.Bounds bounds) {
    return new RedisConfig(
        config.kind(),
        config.servers(),
        config.master(),
        login,
        sentinelLogin,
        config.database(),
        config.tls(),
        adapter,
        config.channelPrefix(),
        config.keyPrefix(),
        timing,
        bounds);
  }

  @Override
  public void close() {
    links.forEach(RedisLink::close);
    scheduler.close();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "link-test");
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    return thread;
  }
}
