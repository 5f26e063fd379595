package dev.tutti;

import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.engineio.web.ServerThreads;
import dev.tutti.events.ForBlockingHandlers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this application, all from the server's own factory, and their end. Plain
 * executors on managed threads: a managed executor captures the whole context for every task, which
 * costs more than the tasks here. Idle threads end.
 */
@ApplicationScoped
class Threads {
  /** Enough for a few closes that block, as they do on Liberty, beside what must go on. */
  private static final int OVERFLOW_THREADS = 16;

  private static final int IDLE_SECONDS = 10;

  private final ThreadFactory threads = ServerThreads.factory();

  private final ExecutorService overflow =
      pool(OVERFLOW_THREADS, OVERFLOW_THREADS, new LinkedBlockingQueue<>());

  /** As many threads as {@code EventConfig.maxBlockingHandlers} lets run at a time. */
  private final ExecutorService blocking = pool(0, Integer.MAX_VALUE, new SynchronousQueue<>());

  @Produces
  @Singleton
  Scheduler scheduler() {
    return new ThreadedScheduler(threads);
  }

  /** Static: WildFly gives up a disposer whose own bean has gone before. */
  static void stop(@Disposes Scheduler scheduler) {
    if (scheduler instanceof ThreadedScheduler threaded) {
      threaded.close();
    }
  }

  /** For threads that somebody else ends. */
  ThreadFactory factory() {
    return threads;
  }

  /** Runs mailboxes that have been drained for long, and closes that may block. */
  Executor overflow() {
    return overflow;
  }

  @Produces
  @Singleton
  @ForBlockingHandlers
  Executor blocking() {
    return blocking;
  }

  @PreDestroy
  void stop() {
    overflow.shutdownNow();
    blocking.shutdownNow();
  }

  private ExecutorService pool(int core, int max, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(core, max, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
