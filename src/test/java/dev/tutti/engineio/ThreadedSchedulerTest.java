package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadedSchedulerTest {
  private final List<Thread> threads = new ArrayList<>();
  private final ThreadedScheduler scheduler =
      new ThreadedScheduler(
          task -> {
            Thread thread = new Thread(task, "timer");
            threads.add(thread);
            return thread;
          });

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void soonerTaskDoesNotWaitForALaterOne() throws InterruptedException {
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    scheduler.schedule(Duration.ofHours(1), () -> order.add("later"));
    scheduler.schedule(
        Duration.ofMillis(1),
        () -> {
          order.add("sooner " + Thread.currentThread().getName());
          done.countDown();
        });
    done.await();
    assertThat(order).containsExactly("sooner timer");
    assertThat(threads).hasSize(1);
  }

  @Test
  void cancelledTaskNeverRuns() throws InterruptedException {
    List<String> order = new ArrayList<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    scheduler.schedule(
        Duration.ZERO,
        () -> {
          try {
            cancelled.await();
          } catch (InterruptedException e) {
            order.add("interrupted");
          }
        });
    Scheduler.Timer timer = scheduler.schedule(Duration.ZERO, () -> order.add("never"));
    scheduler.schedule(Duration.ZERO, done::countDown);
    timer.cancel();
    timer.cancel();
    cancelled.countDown();
    done.await();
    assertThat(order).isEmpty();
  }

  @Test
  void taskThatFailsDoesNotStopTheOthers() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    scheduler.schedule(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("a bug");
        });
    scheduler.schedule(Duration.ofMillis(1), done::countDown);
    done.await();
    assertThat(threads).hasSize(1);
  }

  @Test
  void closeEndsTheThread() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    scheduler.schedule(Duration.ZERO, started::countDown);
    started.await();
    scheduler.close();
    scheduler.schedule(Duration.ZERO, () -> {}).cancel();
    threads.get(0).join();
    assertThat(threads.get(0).isAlive()).isFalse();
  }

  @Test
  void clocksGoOn() {
    long before = scheduler.nanoTime();
    assertThat(scheduler.now()).isNotNull();
    assertThat(scheduler.nanoTime()).isGreaterThanOrEqualTo(before);
  }
}
