package dev.tutti;

import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.events.EventConfig;
import dev.tutti.events.ForBlockingHandlers;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this application, all from the server's own factory, and their end. Plain executors
 * on managed threads: a managed executor captures the whole context for every task, which costs more
 * than the tasks here.
 */
@ApplicationScoped
class Threads {
  /** Enough for a few closes that block, as they do on Liberty. */
  private static final int OVERFLOW_THREADS = 16;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  @Inject EventConfig events;

  private volatile ExecutorService overflow;
  private volatile ExecutorService blocking;

  @Produces
  @Singleton
  Scheduler scheduler() {
    return new ThreadedScheduler(threads);
  }

  void stop(@Disposes Scheduler scheduler) {
    if (scheduler instanceof ThreadedScheduler threaded) {
      threaded.close();
    }
  }

  /** Runs mailboxes that have been drained for long, and closes that may block. */
  synchronized Executor overflow() {
    if (overflow == null) {
      overflow = pool(OVERFLOW_THREADS);
    }
    return overflow;
  }

  @Produces
  @Singleton
  @ForBlockingHandlers
  synchronized Executor blocking() {
    blocking = pool(events.maxBlockingHandlers());
    return blocking;
  }

  @PreDestroy
  void stop() {
    for (ExecutorService pool : new ExecutorService[] {overflow, blocking}) {
      if (pool != null) {
        pool.shutdownNow();
      }
    }
  }

  private ExecutorService pool(int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
