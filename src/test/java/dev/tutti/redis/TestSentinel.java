package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Kind;
import java.util.List;

/** A master, a replica and one sentinel that makes the replica the master when need be. */
final class TestSentinel implements AutoCloseable {
  static final String MASTER = "tutti";

  private final TestRedis master = TestRedis.start();
  private final TestRedis replica =
      TestRedis.start(
          "--replicaof", "127.0.0.1 " + master.port(), "--repl-diskless-sync-delay", "0");
  private final TestRedis sentinel;

  private TestSentinel() {
    replica.awaitAnswer("master_link_status:up", "INFO", "replication");
    sentinel =
        TestRedis.startSentinel(
            "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 1",
            "sentinel down-after-milliseconds " + MASTER + " 500",
            "sentinel failover-timeout " + MASTER + " 2000");
    sentinel.awaitAnswer("slaves=1", "INFO", "sentinel");
  }

  static TestSentinel start() {
    return new TestSentinel();
  }

  RedisConfig config() {
    return RedisConfig.of(
        Kind.SENTINEL, List.of(new Address("127.0.0.1", sentinel.port())), MASTER);
  }

  TestRedis master() {
    return master;
  }

  TestRedis replica() {
    return replica;
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}
