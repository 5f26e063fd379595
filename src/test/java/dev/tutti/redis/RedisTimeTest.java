package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.EventStamps;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** F40: stamps of several nodes are of one clock. */
class RedisTimeTest {
  private final ManualScheduler real = new ManualScheduler();

  @Test
  void nodesWhoseClocksDifferStampAlike_F40() {
    try (ManualRedis redis = new ManualRedis(real)) {
      NodeLease early = lease("a", redis, Duration.ofSeconds(-40));
      NodeLease late = lease("b", redis, Duration.ofMinutes(3));
      real.advance(Duration.ofSeconds(3));

      Instant first = new EventStamps(early.time()).next().time();
      Instant second = new EventStamps(late.time()).next().time();

      assertThat(first).isEqualTo(real.now());
      assertThat(second).isEqualTo(real.now());
      early.close();
      late.close();
    }
  }

  @Test
  void theFastestRoundTripTellsTheTime() {
    RedisTime time = new RedisTime(real);
    Instant told = real.now().plusSeconds(10);
    time.learn(real.nanoTime() - Duration.ofMillis(2).toNanos(), told);
    time.learn(real.nanoTime() - Duration.ofSeconds(3).toNanos(), told);

    assertThat(time.now()).isEqualTo(real.now().plusSeconds(10).plusMillis(1));
  }

  @Test
  void anOldRoundTripIsForgotten() {
    RedisTime time = new RedisTime(real);
    time.learn(real.nanoTime(), real.now().plusSeconds(10));
    for (int i = 0; i < 8; i++) {
      time.learn(real.nanoTime() - Duration.ofMillis(2).toNanos(), real.now().minusMillis(1));
    }

    assertThat(time.now()).isEqualTo(real.now());
  }

  private NodeLease lease(String node, ManualRedis redis, Duration wrong) {
    Scheduler clock = new Wrong(real, wrong);
    NodeLease lease = new NodeLease(node, redis.line(), "t", clock, LeaseTimes.defaults());
    Nodes.now(lease.start());
    return lease;
  }

  private record Wrong(ManualScheduler real, Duration by) implements Scheduler {
    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return real.schedule(delay, task);
    }

    @Override
    public Instant now() {
      return real.now().plus(by);
    }

    @Override
    public long nanoTime() {
      return real.nanoTime();
    }
  }
}
