package dev.tutti.engineio.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Payara only: Tyrus restarts an idle timer for every message sent or received, even when there is
 * no idle timeout, and the container's scheduled executor captures the whole thread context for
 * each such task, which costs several times what the message itself does. This puts a plain
 * scheduled executor in its place, which runs tasks without delay (the timer when no idle timeout
 * is set) at once in the caller. On other servers, or where the field is missing, nothing happens.
 * See docs/decisions/0003.
 */
final class TyrusTimer {
  private static final Logger LOG = System.getLogger(TyrusTimer.class.getName());
  private static final String CONTAINER = "org.glassfish.tyrus.core.BaseContainer";
  private static final String FIELD = "managedScheduledExecutorService";

  private final Object container;
  private final Field field;
  private final @Nullable Object original;
  private final ScheduledExecutorService replacement;

  private TyrusTimer(
      Object container,
      Field field,
      @Nullable Object original,
      ScheduledExecutorService replacement) {
    this.container = container;
    this.field = field;
    this.original = original;
    this.replacement = replacement;
  }

  /**
   * Relieves the container if it is Tyrus.
   *
   * @param container the server's WebSocket container
   * @return a way to give the container its own timer back, absent on other servers
   */
  static @Nullable TyrusTimer relieve(@Nullable Object container, ThreadFactory threads) {
    Field field = timerField(container);
    if (container == null || field == null) {
      return null;
    }
    ScheduledExecutorService replacement = new DirectTimer(threads);
    try {
      field.setAccessible(true);
      Object original = field.get(container);
      field.set(container, replacement);
      LOG.log(Level.INFO, "tyrus idle timer replaced by a plain one");
      return new TyrusTimer(container, field, original, replacement);
    } catch (ReflectiveOperationException | RuntimeException e) {
      replacement.shutdownNow();
      LOG.log(Level.INFO, "tyrus idle timer stays as it is: {0}", e.toString());
      return null;
    }
  }

  /** Gives the container its own timer back. */
  void restore() {
    try {
      if (field.get(container) == replacement) {
        field.set(container, original);
      }
    } catch (IllegalAccessException e) {
      LOG.log(Level.WARNING, "tyrus idle timer could not be restored", e);
    }
    replacement.shutdownNow();
  }

  /** The class of Tyrus that a container is a kind of, null on other servers. */
  static @Nullable Class<?> baseContainer(@Nullable Object container) {
    Class<?> type = container == null ? null : container.getClass();
    while (type != null && !type.getName().equals(CONTAINER)) {
      type = type.getSuperclass();
    }
    return type;
  }

  private static @Nullable Field timerField(@Nullable Object container) {
    Class<?> base = baseContainer(container);
    try {
      return base == null ? null : base.getDeclaredField(FIELD);
    } catch (NoSuchFieldException e) {
      LOG.log(Level.INFO, "this tyrus has no {0}: nothing to relieve", FIELD);
      return null;
    }
  }

  /** A timer that runs tasks without delay in the caller: Tyrus' idle task is then a no-op. */
  private static final class DirectTimer extends ScheduledThreadPoolExecutor {
    private static final ScheduledFuture<@Nullable Object> DONE = new Done();

    DirectTimer(ThreadFactory threads) {
      super(1, threads);
      setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (delay > 0) {
        return super.schedule(task, delay, unit);
      }
      task.run();
      return DONE;
    }
  }

  /** A task that has run. */
  private static final class Done extends FutureTask<@Nullable Object>
      implements ScheduledFuture<@Nullable Object> {
    Done() {
      super((Callable<@Nullable Object>) () -> null);
      run();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
