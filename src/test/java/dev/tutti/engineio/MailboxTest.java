package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {
  private final List<Runnable> handedOver = new ArrayList<>();
  private final Mailbox mailbox = new Mailbox(handedOver::add);
  private final List<String> log = new ArrayList<>();

  @Test
  void idleMailboxRunsInTheCaller() {
    mailbox.execute(() -> log.add("ran"));
    assertThat(log).containsExactly("ran");
  }

  @Test
  void taskOfATaskRunsAfterIt() {
    mailbox.execute(
        () -> {
          mailbox.execute(() -> log.add("second"));
          log.add("first");
        });
    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void taskForAnotherMailboxRunsAfterTheFirstIsDrained() {
    Mailbox other = new Mailbox(handedOver::add);
    mailbox.execute(
        () -> {
          other.execute(() -> log.add("other"));
          mailbox.execute(() -> log.add("mine"));
          log.add("first");
        });
    assertThat(log).containsExactly("first", "mine", "other");
  }

  @Test
  void chainOfMailboxesDoesNotRecurse() {
    List<Mailbox> chain = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      chain.add(new Mailbox(handedOver::add));
    }
    closeNext(chain, 0);
    while (!handedOver.isEmpty()) {
      handedOver.remove(0).run();
    }
    assertThat(log).hasSize(10_000);
  }

  private void closeNext(List<Mailbox> chain, int index) {
    if (index < chain.size()) {
      chain
          .get(index)
          .execute(
              () -> {
                log.add("closed");
                closeNext(chain, index + 1);
              });
    }
  }

  @Test
  void handsOverAfterThirtyTwoTasksInARow() {
    mailbox.execute(
        () -> {
          for (int i = 0; i < 40; i++) {
            mailbox.execute(() -> log.add("task"));
          }
        });
    assertThat(log).hasSize(31);
    assertThat(handedOver).hasSize(1);
    mailbox.execute(() -> log.add("behind"));
    assertThat(log).hasSize(31);
    handedOver.remove(0).run();
    assertThat(log).hasSize(41).last().isEqualTo("behind");
    assertThat(handedOver).isEmpty();
  }

  @Test
  void executorThatRunsInTheCallerNeedsNoStack() {
    Mailbox direct = new Mailbox(Runnable::run);
    direct.execute(
        () -> {
          for (int i = 0; i < 100_000; i++) {
            direct.execute(() -> log.add("task"));
          }
        });
    assertThat(log).hasSize(100_000);
  }

  @Test
  void executorThatRefusesLosesNothing() {
    Mailbox stopped =
        new Mailbox(
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    stopped.execute(
        () -> {
          for (int i = 0; i < 100; i++) {
            stopped.execute(() -> log.add("task"));
          }
        });
    assertThat(log).hasSize(100);
  }

  @Test
  void taskThatFailsDoesNotStopTheOthers() {
    mailbox.execute(
        () -> {
          mailbox.execute(() -> log.add("next"));
          throw new IllegalStateException("a bug");
        });
    assertThat(log).containsExactly("next");
  }

  @Test
  void threadBehindARunningTaskDoesNotWait() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Thread owner =
        new Thread(
            () ->
                mailbox.execute(
                    () -> {
                      running.countDown();
                      await(mayEnd);
                      order.add(Thread.currentThread().getName());
                    }),
            "owner");
    owner.start();
    running.await();
    mailbox.execute(() -> order.add(Thread.currentThread().getName()));
    assertThat(order).isEmpty();
    mayEnd.countDown();
    owner.join();
    assertThat(order).containsExactly("owner", "owner");
  }

  @Test
  void manyThreadsRunOneAtATimeAndEachInItsOrder() throws InterruptedException {
    int threads = 4;
    int tasks = 20_000;
    ExecutorService overflow = Executors.newFixedThreadPool(2);
    Mailbox busy = new Mailbox(overflow);
    int[] next = new int[threads];
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger violations = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads * tasks);
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < threads; t++) {
      int thread = t;
      new Thread(
              () -> {
                await(start);
                for (int i = 0; i < tasks; i++) {
                  int number = i;
                  busy.execute(
                      () -> {
                        if (inside.incrementAndGet() != 1 || next[thread]++ != number) {
                          violations.incrementAndGet();
                        }
                        inside.decrementAndGet();
                        done.countDown();
                      });
                }
              })
          .start();
    }
    start.countDown();
    done.await();
    overflow.shutdown();
    assertThat(violations).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
