package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of rate limits does. */
public abstract class RateLimitStoreContract {
  private static final RateLimit THREE = new RateLimit(3, Duration.ofSeconds(10));

  protected final ManualScheduler scheduler = new ManualScheduler();

  protected abstract RateLimitStore store();

  protected RateLimitDecision acquire(RateLimitClaim... claims) {
    return store().acquire(List.of(claims)).toCompletableFuture().join();
  }

  private static RateLimitClaim three(String key) {
    return new RateLimitClaim(key, THREE);
  }

  /** F50: a fixed window lets twice the limit through at its border. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inNoWindowMoreThanTheLimitAreAccepted(long seed) {
    Random random = new Random(seed);
    RateLimit limit = new RateLimit(7, Duration.ofSeconds(1));
    List<Long> accepted = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      scheduler.advance(Duration.ofMillis(random.nextInt(120)));
      if (acquire(new RateLimitClaim("k", limit)).accepted()) {
        accepted.add(scheduler.nanoTime());
      }
    }

    for (int i = 7; i < accepted.size(); i++) {
      assertThat(accepted.get(i) - accepted.get(i - 7))
          .as("seed %s", seed)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }
    assertThat(accepted).hasSizeGreaterThan(500);
  }

  /** F51: the time told is when the next one passes, not the end of some window. */
  @Test
  void theResetTimeIsWhenTheNextOneIsAccepted() {
    acquire(three("k"));
    scheduler.advance(Duration.ofSeconds(4));
    acquire(three("k"));
    acquire(three("k"));

    RateLimitDecision refused = acquire(three("k"));

    assertThat(refused.accepted()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6));
    assertThat(refused.resetTime()).isEqualTo(scheduler.now().plusSeconds(6));
    scheduler.advance(Duration.ofSeconds(6).minusMillis(1));
    assertThat(acquire(three("k")).accepted()).isFalse();
    scheduler.advance(Duration.ofMillis(1));
    assertThat(acquire(three("k")).accepted()).isTrue();
    assertThat(acquire(three("k")).accepted()).isFalse();
  }

  /** F49: counting and expiring are one step, so no key is left that blocks for ever. */
  @Test
  void threadsThatCountTogetherPassTheLimitExactlyAndNobodyIsBlockedForEver() {
    RateLimitClaim ten = new RateLimitClaim("k", new RateLimit(10, Duration.ofSeconds(1)));
    for (int window = 0; window < 3; window++) {
      long accepted =
          IntStream.range(0, 400).parallel().filter(i -> acquire(ten).accepted()).count();
      assertThat(accepted).isEqualTo(10);
      scheduler.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void keysAreCountedApart() {
    for (int i = 0; i < 3; i++) {
      acquire(three("a"));
    }

    assertThat(acquire(three("a")).accepted()).isFalse();
    assertThat(acquire(three("b")).accepted()).isTrue();
  }

  @Test
  void aRefusalTakesFromNoClaim() {
    RateLimitClaim one = new RateLimitClaim("one", new RateLimit(1, Duration.ofSeconds(1)));
    acquire(one);

    RateLimitDecision refused = acquire(three("all"), one);

    assertThat(refused.claim()).isEqualTo(one);
    for (int i = 0; i < 3; i++) {
      assertThat(acquire(three("all")).accepted()).isTrue();
    }
  }

  @Test
  void ofSeveralExhaustedClaimsTheLongestWaitIsTold() {
    RateLimitClaim one = new RateLimitClaim("one", new RateLimit(1, Duration.ofSeconds(20)));
    acquire(one, three("k"));
    acquire(three("k"));
    acquire(three("k"));

    assertThat(acquire(three("k"), one).retryAfter()).isEqualTo(Duration.ofSeconds(20));
  }
}
