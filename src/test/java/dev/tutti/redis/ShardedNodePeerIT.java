package dev.tutti.redis;

import org.junit.jupiter.api.condition.EnabledIf;

/** A cluster with {@code createShardedAdapter}. */
@EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
class ShardedNodePeerIT extends NodePeerContract {

  @Override
  protected boolean sharded() {
    return true;
  }
}
