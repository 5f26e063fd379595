package dev.tutti.events;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Uses a limited number of another executor's threads, and lets a limited number of tasks wait for
 * one. Thread-safe.
 */
final class BoundedExecutor {
  private static final System.Logger LOG = System.getLogger(BoundedExecutor.class.getName());

  private final Executor threads;
  private final int maxRunning;
  private final int maxWaiting;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  BoundedExecutor(Executor threads, int maxRunning, int maxWaiting) {
    this.threads = threads;
    this.maxRunning = maxRunning;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Runs a task as soon as there is a thread for it.
   *
   * @throws EventRejectedException {@code overloaded} when too many wait already
   */
  void execute(Runnable task) {
    synchronized (this) {
      if (running == maxRunning) {
        if (waiting.size() == maxWaiting) {
          throw Refusals.overloaded();
        }
        waiting.add(task);
        return;
      }
      running++;
    }
    start(task);
  }

  private void start(Runnable task) {
    boolean started = false;
    try {
      threads.execute(() -> drain(task));
      started = true;
    } finally {
      if (!started) {
        end();
      }
    }
  }

  private void drain(Runnable first) {
    for (Runnable task = first; task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a blocking task failed", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      running--;
    }
    return task;
  }

  private synchronized void end() {
    running--;
  }
}
