package dev.tutti.benchmarks.raw;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The remedy that Tutti has as well: see docs/decisions/0003. Without it there is no run. */
@WebListener
public class PlainTimer implements ServletContextListener {
  private final Direct timer = new Direct();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Object container =
        event.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
    try {
      Class<?> type = container.getClass();
      while (!type.getName().equals("org.glassfish.tyrus.core.BaseContainer")) {
        type = type.getSuperclass();
      }
      Field field = type.getDeclaredField("managedScheduledExecutorService");
      field.setAccessible(true);
      field.set(container, timer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the timer of Tyrus is not where it was", e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    timer.shutdownNow();
  }

  private static final class Direct extends ScheduledThreadPoolExecutor {
    private static final ScheduledFuture<Object> DONE = new Done();

    Direct() {
      super(1);
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

  private static final class Done extends FutureTask<Object> implements ScheduledFuture<Object> {
    Done() {
      super(() -> null);
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
