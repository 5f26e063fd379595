package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.events.MemoryRateLimitStore;
import dev.tutti.events.RateLimit;
import dev.tutti.events.RateLimitClaim;
import dev.tutti.events.RateLimitStore;
import dev.tutti.events.RateLimitStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits over nodes; alone, a node keeps them as exactly as one without Redis. */
class RedisRateLimitStoreTest extends RateLimitStoreContract {
  private final ManualRedis redis = new ManualRedis(scheduler);
  private final ManualRedis.Line line = redis.line();
  private int nodes = 1;
  private final RedisRateLimits store = node("a", line);
  private final RedisRateLimits other = node("b", redis.line());

  @Override
  protected RateLimitStore store() {
    return store;
  }

  @AfterEach
  void stop() {
    store.close();
    other.close();
    assertThat(redis.eternal()).isEmpty();
    redis.close();
  }

  /** Twice the limit, half of it through each of two nodes. */
  @ParameterizedTest
  @CsvSource({"30, PT1M", "60, PT1M", "10, PT10S", "100, PT10S", "20, PT1S", "1000, PT1S"})
  void sustainedLoadThroughTwoNodesPassesAsMuchAsTheLimit_F53_F54(int limit, Duration window) {
    nodes = 2;
    RateLimitClaim claim = new RateLimitClaim("event:/:chat:alice", new RateLimit(limit, window));
    Duration pause = window.dividedBy(limit);
    List<Long> accepted = new ArrayList<>();
    int windows = 6;
    for (int i = 0; i < limit * windows; i++) {
      for (RedisRateLimits each : List.of(store, other)) {
        scheduler.advance(pause.dividedBy(2));
        if (accepts(each, claim)) {
          accepted.add(scheduler.nanoTime());
        }
      }
    }

    assertThat(accepted).hasSizeBetween(limit * (windows - 1), limit * windows * 11 / 10);
    // Behind the first burst, no window has more than that.
    int most = limit * 11 / 10;
    for (int i = 2 * limit; i + most < accepted.size(); i++) {
      assertThat(accepted.get(i + most) - accepted.get(i))
          .isGreaterThanOrEqualTo(window.toNanos() * 9 / 10);
    }
  }

  @Test
  void aBurstPassesAtMostTheLimitOfEveryNode() {
    nodes = 2;
    RateLimitClaim claim =
        new RateLimitClaim("event:/:chat:alice", new RateLimit(10, Duration.ofSeconds(10)));
    int accepted = 0;
    for (int i = 0; i < 100; i++) {
      accepted += accepts(store, claim) ? 1 : 0;
      accepted += accepts(other, claim) ? 1 : 0;
    }
    assertThat(accepted).isLessThanOrEqualTo(20);
  }

  @Test
  void whatOneNodeLetThroughCountsOnTheOther() {
    nodes = 2;
    RateLimitClaim claim =
        new RateLimitClaim("event:/:chat:alice", new RateLimit(10, Duration.ofSeconds(10)));
    for (int i = 0; i < 10; i++) {
      accepts(store, claim);
    }
    assertThat(accepts(other, claim)).isTrue();
    scheduler.advance(Duration.ofMillis(600));

    assertThat(accepts(other, claim)).isFalse();
    scheduler.advance(Duration.ofSeconds(11));
    assertThat(accepts(other, claim)).isTrue();
  }

  /** F54: no event waits for Redis, and none fails with it. */
  @Test
  void withoutRedisEachNodeKeepsTheLimit_F54() {
    nodes = 2;
    redis.away(true);
    RateLimitClaim claim =
        new RateLimitClaim("event:/:chat:alice", new RateLimit(3, Duration.ofSeconds(10)));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        CompletionStage<?> decision = store.acquire(List.of(claim));
        assertThat(decision.toCompletableFuture()).isCompleted();
        assertThat(accepts(store, claim)).isEqualTo(i == 0);
        scheduler.advance(Duration.ofMillis(100));
        if (i == 0) {
          assertThat(accepts(store, claim)).isTrue();
        }
      }
      scheduler.advance(Duration.ofSeconds(10));
    }
  }

  @Test
  void whatIsFarFromItsLimitIsNotExchanged() {
    nodes = 2;
    for (int user = 0; user < 100; user++) {
      accepts(
          store,
          new RateLimitClaim("address:" + user, new RateLimit(1_000, Duration.ofMinutes(1))));
      accepts(
          store, new RateLimitClaim("connection:" + user, new RateLimit(1, Duration.ofMinutes(1))));
    }
    scheduler.advance(Duration.ofSeconds(5));

    assertThat(line.calls()).isZero();
  }

  @Test
  void exchangesAreBatches_F54() {
    nodes = 2;
    for (int event = 0; event < 2_000; event++) {
      accepts(
          store,
          new RateLimitClaim(
              "event:/:chat:" + event % 200, new RateLimit(10, Duration.ofMinutes(1))));
    }
    scheduler.advance(Duration.ofMillis(250));

    assertThat(line.calls()).isLessThanOrEqualTo(Shards.COUNT);
  }

  private static boolean accepts(RedisRateLimits node, RateLimitClaim claim) {
    return node.acquire(List.of(claim)).toCompletableFuture().join().accepted();
  }

  private RedisRateLimits node(String name, RedisCommands commands) {
    MemoryRateLimitStore local = new MemoryRateLimitStore(scheduler, 10_000);
    return new RedisRateLimits(commands, local, "t", name, scheduler, () -> nodes);
  }
}
