package dev.tutti.redis;

import static dev.tutti.redis.LinkFixture.await;
import static dev.tutti.redis.LinkFixture.awaitAnswer;
import static dev.tutti.redis.LinkFixture.impatient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.redis.RedisConfig.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The link over Sentinel and over a cluster of three masters. */
@EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
class RedisTopologyTest {
  private static final Script SET = Script.of("return redis.call('SET', KEYS[1], ARGV[1])");

  private final LinkFixture fixture = new LinkFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest(name = "with passwords {0}")
  @ValueSource(booleans = {false, true})
  void afterAFailoverTheLinkIsWithTheNewMaster(boolean passwords) throws Exception {
    try (TestSentinel sentinel = TestSentinel.start(passwords)) {
      RedisLink link = fixture.open(impatient(sentinel.config()));
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      await(link.bus().subscribe("news", (channel, bytes) -> heard.add(channel)).established());
      awaitAnswer(link);

      sentinel.master().kill();
      fixture.awaitNews("lost COMMANDS");
      awaitAnswer(link);

      assertThat(await(link.run(SET, List.of("k"), List.of("v")))).isEqualTo("OK");
      assertThat(sentinel.replica().run("GET", "k")).isEqualTo("v");
      awaitHeard(link, "news", heard);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Adapter.class,
      names = {"CLASSIC", "SHARDED"})
  void aClusterServesKeysAndChannelsOfAllSlots(Adapter adapter) throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      RedisLink link = fixture.open(LinkFixture.with(impatient(cluster.config()), adapter));
      RedisLink other = fixture.open(LinkFixture.with(impatient(cluster.config()), adapter));
      awaitAnswer(link);
      awaitAnswer(other);
      List<CompletionStage<Object>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(link.run(SET, List.of("key" + i), List.of("v")));
      }
      for (CompletionStage<Object> answer : answers) {
        assertThat(await(answer)).isEqualTo("OK");
      }
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      for (int i = 0; i < 20; i++) {
        String name = "channel" + i;
        await(other.bus().subscribe(name, (channel, bytes) -> heard.add(channel)).established());
        assertThat(await(link.bus().subscribers(name))).isEqualTo(1);
        await(link.bus().publish(name, new byte[1]));
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(name);
      }
    }
  }

  @Test
  void aReplicaThatTakesOverIsFollowed() throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      TestRedis replica = cluster.addReplica();
      RedisLink link = fixture.open(LinkFixture.with(impatient(cluster.config()), Adapter.SHARDED));
      awaitAnswer(link);
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      String channel = ofTheFirstMaster();
      await(link.bus().subscribe(channel, (name, bytes) -> heard.add(name)).established());

      cluster.masters().get(0).kill();
      replica.awaitAnswer("role:master", "INFO", "replication");
      replica.awaitAnswer("cluster_state:ok", "CLUSTER", "INFO");

      awaitHeard(link, channel, heard);
    }
  }

  @Test
  void aSlotThatMovesIsFollowed() throws Exception {
    try (TestCluster cluster = TestCluster.start()) {
      RedisLink link = fixture.open(LinkFixture.with(impatient(cluster.config()), Adapter.SHARDED));
      awaitAnswer(link);
      String channel = ofTheFirstMaster();
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      await(link.bus().subscribe(channel, (name, bytes) -> heard.add(name)).established());

      cluster.moveToSecond(JedisClusterCRC16.getSlot(channel));

      awaitHeard(link, channel, heard);
    }
  }

  private static String ofTheFirstMaster() {
    int i = 0;
    while (JedisClusterCRC16.getSlot("channel" + i) > 5000) {
      i++;
    }
    return "channel" + i;
  }

  /** Publishes until a message arrives: nobody knows when all have noticed. */
  private static void awaitHeard(RedisLink link, String channel, BlockingQueue<String> heard)
      throws Exception {
    for (int i = 0; i < 600; i++) {
      link.bus().publish(channel, new byte[1]);
      if (heard.poll(100, TimeUnit.MILLISECONDS) != null) {
        return;
      }
    }
    throw new AssertionError("never heard on " + channel);
  }
}
