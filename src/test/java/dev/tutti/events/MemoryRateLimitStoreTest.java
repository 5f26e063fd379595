package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRateLimitStoreTest extends RateLimitStoreContract {
  private final MemoryRateLimitStore store = new MemoryRateLimitStore(scheduler, 3);
  private final RateLimit one = new RateLimit(1, Duration.ofSeconds(30));

  @Override
  protected RateLimitStore store() {
    return store;
  }

  private boolean accepts(String key) {
    return acquire(new RateLimitClaim(key, one)).accepted();
  }

  /** F54: no event waits for a store elsewhere, and none fails with it. */
  @Test
  void theDecisionIsThereAtOnce() {
    RateLimitClaim claim = new RateLimitClaim("k", new RateLimit(1, Duration.ofSeconds(1)));
    assertThat(store().acquire(List.of(claim)).toCompletableFuture()).isCompleted();
  }

  @Test
  void idleWindowsGo() {
    accepts("a");
    accepts("b");
    scheduler.advance(Duration.ofSeconds(30));
    accepts("c");

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void madeUpKeysBuyNoFreshBudget() {
    accepts("a");
    accepts("b");
    accepts("c");

    assertThat(accepts("new")).as("the newcomers' window").isTrue();
    assertThat(accepts("newer")).as("shared by all newcomers").isFalse();
    assertThat(accepts("a")).as("nobody's count is forgotten").isFalse();
    assertThat(store.size()).isEqualTo(4);
  }
}
