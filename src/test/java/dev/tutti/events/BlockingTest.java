package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BlockingTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final BoundedExecutor executor = new BoundedExecutor(threads::add, 2, 1);

  @Test
  void soManyRunSoManyWaitAndTheRestIsRefused() {
    executor.execute(() -> done.add("a"));
    executor.execute(() -> done.add("b"));
    executor.execute(() -> done.add("c"));

    assertThatExceptionOfType(EventRejectedException.class)
        .isThrownBy(() -> executor.execute(() -> done.add("d")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("overloaded"))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(threads).hasSize(2);
    threads.remove().run();
    assertThat(done).containsExactly("a", "c");
    executor.execute(() -> done.add("e"));
    assertThat(threads).hasSize(2);
  }

  @Test
  void aTaskThatFailsAndAThreadThatIsDeniedCostNoPlace() {
    executor.execute(
        () -> {
          throw new IllegalStateException("broken");
        });
    threads.remove().run();
    BoundedExecutor denied =
        new BoundedExecutor(
            task -> {
              throw new RejectedExecutionException("stopped");
            },
            1,
            0);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(RejectedExecutionException.class)
          .isThrownBy(() -> denied.execute(() -> {}));
    }

    executor.execute(() -> done.add("a"));
    executor.execute(() -> done.add("b"));
    assertThat(threads).hasSize(2);
  }
}
