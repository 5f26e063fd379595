package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.Revocations;
import dev.tutti.security.RevocationsContract;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F9: revocations of nodes that share a Redis. */
class RedisRevocationsTest extends RevocationsContract {
  private final ManualRedis redis = new ManualRedis(time);
  private final LoopBus bus = new LoopBus();
  private final List<RedisRevocations> all = new ArrayList<>();

  @Override
  protected Revocations create() {
    return node("a", redis.line());
  }

  @Override
  protected void advance(Duration step) {
    redis.advance(step);
  }

  @AfterEach
  void stop() {
    all.forEach(RedisRevocations::close);
    assertThat(redis.eternal()).isEmpty();
    redis.close();
  }

  @Test
  void anotherNodeHearsAtOnce() {
    RedisRevocations other = node("b", redis.line());
    List<Predicate<User>> heard = new ArrayList<>();
    other.onRevocation(heard::add);

    revocations.revokeSubject("alice");

    assertThat(other.isRevoked(user("alice", start))).isTrue();
    assertThat(other.isRevoked(user("alice", start.plusSeconds(1)))).isFalse();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0)).accepts(user("alice", start)).rejects(user("bob", start));
  }

  @Test
  void aNodeThatComesLaterKnowsAll() {
    IntStream.range(0, 1_200).forEach(i -> revocations.revokeSession("sid-" + i));
    revocations.revokeSubject("alice");

    assertThat(node("b", redis.line()).isRevoked(user("alice", start))).isTrue();
  }

  @Test
  void aNodeThatWasCutOffAppliesThemWhenItIsBack() {
    ManualRedis.Line line = redis.line();
    RedisRevocations other = node("b", line);
    List<Predicate<User>> heard = new ArrayList<>();
    other.onRevocation(heard::add);
    line.cut(true);
    revocations.revokeSubject("alice");
    advance(Duration.ofMinutes(1));
    assertThat(other.isRevoked(user("alice", start))).isFalse();

    line.cut(false);
    advance(Duration.ofSeconds(6));

    assertThat(other.isRevoked(user("alice", start))).isTrue();
    assertThat(heard).hasSize(1);
  }

  @Test
  void newsThatGotLostIsReadAllTheSame() {
    RedisRevocations other = node("b", redis.line());
    bus.deaf(true);
    revocations.revokeSubject("alice");
    advance(Duration.ofSeconds(6));

    assertThat(other.isRevoked(user("alice", start))).isTrue();
  }

  @Test
  void withoutRedisItHoldsHereAndElsewhereLater() {
    RedisRevocations other = node("b", redis.line());
    redis.away(true);

    assertThat(revocations.revokeSubject("alice").toCompletableFuture()).isCompletedExceptionally();
    assertThat(revocations.isRevoked(user("alice", start))).isTrue();
    assertThat(other.isRevoked(user("alice", start))).isFalse();
    redis.away(false);
    advance(Duration.ofSeconds(6));

    assertThat(other.isRevoked(user("alice", start))).isTrue();
  }

  @Test
  void aRedisThatForgotIsGivenAllBack() {
    RedisRevocations other = node("b", redis.line());
    revocations.revokeSubject("alice");
    revocations.revokeSession("sid-1");
    redis.flush();
    other.revokeSubject("bob");
    advance(Duration.ofSeconds(11));

    RedisRevocations later = node("c", redis.line());
    assertThat(later.isRevoked(user("alice", start))).isTrue();
    assertThat(later.isRevoked(user("bob", start))).isTrue();
  }

  @Test
  void whatRedisForgotBeforeAnybodyReadItIsGivenBackAsWell() {
    bus.deaf(true);
    revocations.revokeSubject("alice");
    redis.flush();
    advance(Duration.ofSeconds(6));

    assertThat(node("c", redis.line()).isRevoked(user("alice", start))).isTrue();
  }

  private RedisRevocations node(String name, RedisCommands line) {
    RedisRevocations node =
        new RedisRevocations(
            line,
            bus,
            new MemoryRevocations(TokenConfig.defaults(), time::now),
            "t",
            name,
            time,
            Duration.ofHours(25));
    all.add(node);
    Nodes.now(node.start());
    return node;
  }
}
