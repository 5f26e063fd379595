package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.room.RoomCount;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F58: every key ends by itself when no node is there any more, and none does before. */
class KeysTest {
  private static final Duration LIFE = Duration.ofMinutes(2);

  private final Nodes nodes = new Nodes(LIFE);
  private final Nodes.Node a = nodes.start("a");
  private final Nodes.Node b = nodes.start("b");

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void keysOfWhoStaysAreKeptAliveAndNoOthers_F58() {
    a.connect("alice", "1");
    a.sockets("lobby", "alice", 1);
    nodes.redis.advance(LIFE.multipliedBy(3));
    assertThat(b.online("alice")).containsExactly("alice");
    assertThat(Nodes.now(b.rooms.count("lobby"))).isEqualTo(new RoomCount(1, 1));
    assertThat(Nodes.now(b.rooms.members("lobby", null, 10)).users()).containsExactly("alice");

    nodes.redis.away(true);
    nodes.redis.advance(LIFE.plusSeconds(1));

    assertThat(nodes.redis.keys()).isEmpty();
  }
}
