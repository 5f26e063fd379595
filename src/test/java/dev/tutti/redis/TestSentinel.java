package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Kind;
import dev.tutti.redis.RedisConfig.Login;
import java.util.List;
import java.util.stream.Stream;

/** A master, a replica and one sentinel that makes the replica the master when need be. */
final class TestSentinel implements AutoCloseable {
  static final String MASTER = "tutti";

  private static final String SERVERS = "of-the-servers";
  private static final String SENTINELS = "of-the-sentinels";

  private final boolean passwords;
  private final TestRedis master;
  private final TestRedis replica;
  private final TestRedis sentinel;

  private TestSentinel(boolean passwords) {
    this.passwords = passwords;
    String[] protection = {"--requirepass", SERVERS, "--masterauth", SERVERS};
    master = TestRedis.start(passwords ? protection : new String[0]);
    replica =
        TestRedis.start(
            Stream.concat(
                    Stream.of(
                        "--replicaof",
                        "127.0.0.1 " + master.port(),
                        "--repl-diskless-sync-delay",
                        "0"),
                    Stream.of(passwords ? protection : new String[0]))
                .toArray(String[]::new));
    replica.awaitAnswer("master_link_status:up", "INFO", "replication");
    sentinel =
        TestRedis.startSentinel(
            passwords ? List.of("--requirepass", SENTINELS) : List.of(),
            "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 1",
            passwords ? "sentinel auth-pass " + MASTER + " " + SERVERS : "",
            "sentinel down-after-milliseconds " + MASTER + " 500",
            "sentinel failover-timeout " + MASTER + " 2000");
    sentinel.awaitAnswer("slaves=1", "INFO", "sentinel");
  }

  /**
   * @param passwords whether servers and sentinels ask for one, each for another
   */
  static TestSentinel start(boolean passwords) {
    return new TestSentinel(passwords);
  }

  RedisConfig config() {
    RedisConfig config =
        RedisConfig.of(Kind.SENTINEL, List.of(new Address("127.0.0.1", sentinel.port())), MASTER);
    return passwords
        ? LinkFixture.with(config, new Login(null, SERVERS), new Login(null, SENTINELS))
        : config;
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
