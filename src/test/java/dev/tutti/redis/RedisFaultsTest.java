package dev.tutti.redis;

import static dev.tutti.redis.LinkFixture.await;
import static dev.tutti.redis.LinkFixture.awaitAnswer;
import static dev.tutti.redis.LinkFixture.awaitStatus;
import static dev.tutti.redis.LinkFixture.impatient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.redis.RedisConfig.Adapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the link makes of a Redis that fails, in all the ways in which it can. */
class RedisFaultsTest {
  private static final Script GET = Script.of("return redis.call('GET', KEYS[1])");
  private static final Script SET = Script.of("return redis.call('SET', KEYS[1], ARGV[1])");

  private final TestRedis redis = TestRedis.start();
  private final ToxicProxy proxy = ToxicProxy.to(redis.port());
  private final LinkFixture fixture = new LinkFixture();

  @AfterEach
  void stop() {
    fixture.close();
    proxy.close();
    redis.close();
  }

  /** F54. */
  @Test
  void withoutRedisCommandsAreRefusedAtOnceAndWorkAgainAfterwards() throws Exception {
    RedisLink link = open();
    awaitStatus(link, true);

    redis.kill();
    fixture.awaitNews("lost COMMANDS");
    assertUnavailable(get(link));
    assertUnavailable(link.bus().publish("news", new byte[1]));
    assertThat(link.status().up()).isFalse();

    redis.restart();
    awaitStatus(link, true);
    awaitAnswer(link);
  }

  @Test
  void aNodeMayStartBeforeRedisDoes() throws Exception {
    redis.kill();
    RedisLink link = open();
    assertUnavailable(get(link));
    redis.restart();
    awaitAnswer(link);
  }

  @Test
  void anAdapterThatDependsOnTheServerNeedsItAtTheStart() {
    redis.kill();
    RedisConfig.Timing timing =
        new RedisConfig.Timing(
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofMillis(1));
    RedisConfig config =
        LinkFixture.with(redis.config(), Adapter.AUTO, timing, redis.config().bounds());
    assertThatThrownBy(() -> RedisLink.check(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tutti.redis.adapter");
  }

  @Test
  void aFrozenRedisIsGivenUpAndTakenBack() throws Exception {
    RedisLink link = open();
    awaitAnswer(link);
    redis.freeze();
    assertUnavailable(get(link));
    fixture.awaitNews("lost COMMANDS");
    assertUnavailable(get(link));
    redis.thaw();
    awaitAnswer(link);
  }

  @Test
  void aHalfOpenSubscriptionIsFoundAndMadeAgain() throws Exception {
    RedisLink link = open();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    await(
        link.bus()
            .subscribe(
                "news", (channel, bytes) -> heard.add(new String(bytes, StandardCharsets.UTF_8)))
            .established());

    proxy.swallow();
    fixture.awaitNews("lost SUBSCRIPTIONS");
    assertThat(redis.run("PUBLISH", "news", "unheard")).isNotNull();
    proxy.heal();
    fixture.awaitNews("connected SUBSCRIPTIONS");
    // A later subscription of the same connection is confirmed after the one made again.
    await(link.bus().subscribe("later", (channel, bytes) -> {}).established());

    redis.run("PUBLISH", "news", "heard");
    String last = heard.poll(30, TimeUnit.SECONDS);
    assertThat(last).isEqualTo("heard");
  }

  @Test
  void whatIsSentIntoASlowNetworkKeepsItsOrder() throws Exception {
    proxy.delay(Duration.ofMillis(30));
    RedisLink link = open();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    await(
        link.bus()
            .subscribe(
                "news", (channel, bytes) -> heard.add(new String(bytes, StandardCharsets.UTF_8)))
            .established());
    for (int i = 0; i < 500; i++) {
      link.bus().publish("news", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 500; i++) {
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void whatWaitsIsBoundedInBytes() throws Exception {
    RedisConfig config =
        LinkFixture.with(
            throughProxy(),
            Adapter.CLASSIC,
            LinkFixture.IMPATIENT,
            new RedisConfig.Bounds(2000, 2000));
    RedisLink link = fixture.open(config);
    awaitAnswer(link);
    await(link.bus().publish("news", new byte[1]));
    proxy.swallow();
    link.bus().publish("news", new byte[100]);
    boolean refused = false;
    for (int i = 0; i < 100; i++) {
      CompletionStage<Void> publication = link.bus().publish("news", new byte[100]);
      refused |= publication.toCompletableFuture().isCompletedExceptionally();
    }
    assertThat(refused).isTrue();
  }

  @Test
  void aPublicationThatWouldNeverFitIsRefused() {
    RedisConfig config =
        LinkFixture.with(
            throughProxy(),
            Adapter.CLASSIC,
            LinkFixture.IMPATIENT,
            new RedisConfig.Bounds(2000, 2000));
    assertUnavailable(fixture.open(config).bus().publish("news", new byte[2001]));
  }

  /** More than the buffers of both ends hold, so that the write itself never ends. */
  @Test
  void aWriteThatNobodyTakesIsCut() throws Exception {
    RedisLink link = fixture.open(LinkFixture.with(impatient(redis.config()), Adapter.CLASSIC));
    await(link.bus().publish("news", new byte[1]));
    redis.freeze();
    assertUnavailable(link.bus().publish("news", new byte[24 << 20]));
    redis.thaw();
    awaitStatus(link, true);
  }

  @Test
  void wantOfMemoryIsAnOutage() throws Exception {
    RedisLink link = open();
    awaitAnswer(link);
    redis.run("CONFIG", "SET", "maxmemory", "1");
    assertUnavailable(link.run(SET, List.of("k"), List.of("v")));
    redis.run("CONFIG", "SET", "maxmemory", "0");
    assertThat(await(link.run(SET, List.of("k"), List.of("v")))).isEqualTo("OK");
  }

  @Test
  void aReplicaIsNoMaster() throws Exception {
    RedisLink link = open();
    awaitAnswer(link);
    redis.run("REPLICAOF", "127.0.0.1", Integer.toString(TestRedis.freePort()));
    assertUnavailable(link.run(SET, List.of("k"), List.of("v")));
    fixture.awaitNews("lost COMMANDS");
    redis.run("REPLICAOF", "NO", "ONE");
    awaitAnswer(link);
    assertThat(await(link.run(SET, List.of("k"), List.of("v")))).isEqualTo("OK");
  }

  @Test
  void aReceiverThatFailsSilencesNobody() throws Exception {
    Bus bus = open().bus();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    bus.subscribe(
        "news",
        (channel, bytes) -> {
          throw new IllegalStateException("on purpose");
        });
    await(bus.subscribe("news", (channel, bytes) -> heard.add(channel)).established());
    redis.run("PUBLISH", "news", "1");
    redis.run("PUBLISH", "news", "2");
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aClosedLinkHasNoThreads() throws Exception {
    awaitAnswer(open());
    redis.freeze();
    fixture.close();
    for (Thread thread : List.copyOf(fixture.threads)) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private RedisLink open() {
    return fixture.open(LinkFixture.with(impatient(throughProxy()), Adapter.CLASSIC));
  }

  private RedisConfig throughProxy() {
    return RedisConfig.standalone("127.0.0.1", proxy.port());
  }

  private static CompletionStage<Object> get(RedisLink link) {
    return link.run(GET, List.of("k"), List.of());
  }

  private static void assertUnavailable(CompletionStage<?> stage) {
    assertThatThrownBy(() -> await(stage))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RedisUnavailableException.class);
  }
}
