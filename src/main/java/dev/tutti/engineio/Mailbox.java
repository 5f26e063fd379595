package dev.tutti.engineio;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in order, on whichever thread brings them, at once when it is idle. Any
 * thread may call.
 *
 * <p>A thread that is draining one mailbox only queues the tasks of another and runs them
 * afterwards, so that sessions that close one another do not recurse. After 32 tasks in a row a
 * thread hands what is left to the overflow executor, so that busy sessions do not keep a container
 * thread.
 *
 * <p>What a task sends is {@linkplain Cork corked} until it ends.
 */
final class Mailbox {
  static final int MAX_IN_A_ROW = 32;

  private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

  private final Executor overflow;
  private @Nullable ArrayDeque<Runnable> waiting;
  private boolean taken;

  Mailbox(Executor overflow) {
    this.overflow = overflow;
  }

  private static @Nullable Drain draining() {
    return Cork.current() instanceof Drain drain ? drain : null;
  }

  void execute(Runnable task) {
    Drain current = draining();
    synchronized (this) {
      if (taken || current != null) {
        enqueue(task);
        if (taken) {
          return;
        }
      }
      taken = true;
    }
    if (current != null) {
      current.later(this);
    } else {
      new Drain().run(this, task);
    }
  }

  private void enqueue(Runnable task) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    waiting.add(task);
  }

  /** The next task, or null when there is none and the mailbox is idle again. */
  private synchronized @Nullable Runnable next() {
    Runnable task = waiting == null ? null : waiting.poll();
    if (task == null) {
      waiting = null;
      taken = false;
    }
    return task;
  }

  private synchronized boolean idle() {
    if (waiting != null && !waiting.isEmpty()) {
      return false;
    }
    waiting = null;
    taken = false;
    return true;
  }

  /** Goes on in the overflow executor, or in the caller where that executor runs it there. */
  private void resume() {
    Drain current = draining();
    if (current == null) {
      new Drain().run(this, null);
    } else {
      current.renew(this);
    }
  }

  /** One thread's way through the mailboxes that it has taken. Confined to that thread. */
  private static final class Drain extends Cork {
    private @Nullable ArrayDeque<Mailbox> others;
    private int left = MAX_IN_A_ROW;

    void later(Mailbox mailbox) {
      if (others == null) {
        others = new ArrayDeque<>(4);
      }
      others.add(mailbox);
    }

    void renew(Mailbox mailbox) {
      left = MAX_IN_A_ROW;
      later(mailbox);
    }

    void run(Mailbox first, @Nullable Runnable task) {
      Cork before = enter();
      try {
        if (task != null) {
          left--;
          perform(task);
        }
        drain(first);
        for (Mailbox next = poll(); next != null; next = poll()) {
          drain(next);
        }
      } finally {
        leave(before);
      }
    }

    private @Nullable Mailbox poll() {
      return others == null ? null : others.poll();
    }

    private void drain(Mailbox mailbox) {
      while (left > 0) {
        Runnable task = mailbox.next();
        if (task == null) {
          return;
        }
        left--;
        perform(task);
      }
      if (!mailbox.idle()) {
        handOver(mailbox);
      }
    }

    private void handOver(Mailbox mailbox) {
      try {
        mailbox.overflow.execute(mailbox::resume);
      } catch (RejectedExecutionException e) {
        // Full or shut down: better this thread than a session that never ends.
        renew(mailbox);
      }
    }

    private void perform(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "task of a session failed", e);
      } finally {
        flush();
      }
    }
  }
}
