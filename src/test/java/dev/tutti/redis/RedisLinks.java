package dev.tutti.redis;

import java.util.ArrayList;
import java.util.List;

/** Links of several nodes to a Redis of their own. One thread. */
final class RedisLinks implements AutoCloseable {
  private final TestRedis redis = TestRedis.start();
  private final List<RedisLink> links = new ArrayList<>();
  private final boolean sharded;

  RedisLinks(boolean sharded) {
    this.sharded = sharded;
  }

  TestRedis redis() {
    return redis;
  }

  /** The bus of another node. */
  Bus bus() {
    RedisLink link = RedisLink.open(redis.config(), sharded, Thread::new, RedisObserver.none());
    links.add(link);
    return link.bus();
  }

  @Override
  public void close() {
    links.forEach(RedisLink::close);
    redis.close();
  }
}
