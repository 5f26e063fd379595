package dev.tutti.redis;

import static dev.tutti.redis.LinkFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.redis.RedisConfig.Adapter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The link over a real Redis that is well. */
class RedisLinkTest {
  private static final Script ECHO = Script.of("return {KEYS[1], ARGV[1], 7, false}");

  private static TestRedis redis;

  private final LinkFixture fixture = new LinkFixture();

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void closeLinks() {
    fixture.close();
  }

  @Test
  void scriptsAnswerInTheOrderOfTheCalls() throws Exception {
    RedisLink link = open(false);
    Script append = Script.of("return redis.call('APPEND', KEYS[1], ARGV[1])");
    CompletionStage<Object> last = null;
    for (int i = 0; i < 1000; i++) {
      last = link.run(append, List.of("order"), List.of(Integer.toString(i % 10)));
    }
    assertThat(await(last)).isEqualTo(1000L);
    assertThat((String) redis.run("GET", "order")).isEqualTo("0123456789".repeat(100));
  }

  @Test
  void answersAreNumbersTextsListsAndNull() throws Exception {
    assertThat(await(open(false).run(ECHO, List.of("ké"), List.of("a"))))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly("ké", "a", 7L, null);
  }

  @Test
  void scriptsThatRedisHasForgottenAreSentAgain() throws Exception {
    RedisLink link = open(false);
    await(link.run(ECHO, List.of("k"), List.of("a")));
    redis.run("SCRIPT", "FLUSH");
    assertThat(await(link.run(ECHO, List.of("k"), List.of("b")))).isNotNull();
  }

  @Test
  void scriptsThatFailAreNoOutage() {
    RedisLink link = open(false);
    Script wrong = Script.of("return redis.call('NOSUCH')");
    assertThatThrownBy(() -> await(link.run(wrong, List.of("k"), List.of())))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void classicChannelsKeepTheOrder() throws Exception {
    exchange(false);
  }

  @Test
  @EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
  void shardedChannelsKeepTheOrder() throws Exception {
    exchange(true);
  }

  private void exchange(boolean sharded) throws Exception {
    Bus speaker = open(sharded).bus();
    Bus hearer = open(sharded).bus();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Bus.Subscription subscription =
        hearer.subscribe("news", (channel, bytes) -> heard.add(text(bytes)));
    await(subscription.established());
    assertThat(await(speaker.subscribers("news"))).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      speaker.publish("news", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Integer.toString(i));
    }
    subscription.close();
    BlockingQueue<String> later = new LinkedBlockingQueue<>();
    await(hearer.subscribe("other", (channel, bytes) -> later.add(channel)).established());
    assertThat(await(speaker.subscribers("news"))).isZero();
  }

  @Test
  void patternsNameTheChannel() throws Exception {
    Bus bus = open(false).bus();
    CompletableFuture<String> heard = new CompletableFuture<>();
    await(bus.subscribePattern("p#*", (channel, bytes) -> heard.complete(channel)).established());
    bus.publish("p#room#", new byte[] {1});
    assertThat(await(heard)).isEqualTo("p#room#");
  }

  @Test
  void shardedChannelsHaveNoPatterns() {
    Bus bus = open(true).bus();
    assertThatThrownBy(() -> bus.subscribePattern("p*", (channel, bytes) -> {}))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theAdapterIsWhatTheServerCan() {
    assertThat(fixture.open(redis.config()).sharded()).isEqualTo(TestRedis.hasShardedChannels());
  }

  @Test
  void usersOfTheAccessListNeedNoCommandsButThoseUsed() throws Exception {
    redis.run(
        "ACL SETUSER tutti on >a+b:c ~* &* -@all +ping +eval +evalsha +get +hello".split(" ", -1));
    RedisUrl url = RedisUrl.parse("redis://tutti:a+b%3Ac@127.0.0.1:" + redis.port());
    RedisConfig plain = redis.config();
    RedisConfig config =
        new RedisConfig(
            plain.kind(),
            url.servers(),
            "",
            url.login(),
            url.login(),
            0,
            false,
            plain.adapter(),
            "c",
            "k",
            plain.timing(),
            plain.bounds());
    RedisLink link = fixture.open(config);
    assertThat(await(link.run(ECHO, List.of("k"), List.of("a")))).isNotNull();
    assertThatThrownBy(() -> await(link.bus().publish("any", new byte[1])))
        .hasCauseInstanceOf(RedisUnavailableException.class);
  }

  private RedisLink open(boolean sharded) {
    return fixture.open(
        LinkFixture.with(redis.config(), sharded ? Adapter.SHARDED : Adapter.CLASSIC));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
