package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.Delivery;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes over a real Redis, which may be restarted. */
abstract class TwoNodesOverRedisContract extends TwoNodesContract {
  protected final RedisLinks links;

  TwoNodesOverRedisContract(boolean sharded) {
    links = new RedisLinks(sharded);
  }

  @Override
  protected Bus bus() {
    return links.bus();
  }

  @AfterEach
  void close() {
    links.close();
  }

  @Test
  void aConfirmedBroadcastOutlivesARestartOfRedis() {
    Node.Guest there = b().guest("user:1");
    links.redis().kill();
    CompletableFuture<Delivery> delivery =
        a().chat
            .to("user:1")
            .emitConfirmed("id", Set.of("-b"), Duration.ofDays(1), "e", 1)
            .toCompletableFuture();
    assertThat(delivery).isNotDone();
    links.redis().restart();
    while (!delivery.isDone()) {
      a().awaitNodes(2);
      a().scheduler.advance(Duration.ofSeconds(1));
    }
    assertThat(delivery.join()).isEqualTo(new Delivery(1, Set.of()));
    settle(a());
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }
}
