package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.presence.PresenceStore;
import dev.tutti.app.presence.PresenceStoreContract;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** What every presence store does, by the one of a node that is alone. */
class RedisPresenceStoreTest extends PresenceStoreContract {
  private ManualRedis redis;
  private NodeLease lease;

  @Override
  protected PresenceStore create(Duration grace, int maxInGrace) {
    stop();
    ManualScheduler time = new ManualScheduler();
    redis = new ManualRedis(time);
    lease = new NodeLease("node", redis.line(), "t", time, LeaseTimes.defaults());
    RedisPresence store = new RedisPresence(redis.line(), lease, "t", grace, maxInGrace);
    now(lease.start());
    redis.advance(LeaseTimes.defaults().settling());
    return store;
  }

  @Override
  protected void advance(Duration step) {
    redis.advance(step);
  }

  @AfterEach
  void stop() {
    if (redis != null) {
      lease.close();
      assertThat(redis.eternal()).isEmpty();
      redis.close();
    }
  }
}
