package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
class ShardedTwoNodesOverRedisTest extends TwoNodesOverRedisContract {
  ShardedTwoNodesOverRedisTest() {
    super(true);
  }

  /** F14: four nodes with rooms of their own: none hears what goes on in the others' rooms. */
  @Test
  void whatANodeHearsDoesNotGrowWithTheOthersTraffic() {
    List<Node> nodes = new ArrayList<>(List.of(a(), b()));
    nodes.add(new Node("-c", links.bus()));
    nodes.add(new Node("-d", links.bus()));
    nodes.get(2).awaitNodes(4);
    List<Node.Guest> guests = new ArrayList<>();
    for (Node node : nodes) {
      listenTo(node);
      guests.add(node.guest("room of " + node.id));
    }
    int quiet = heardBy(a(), nodes, 0);
    assertThat(heardBy(a(), nodes, 100)).isEqualTo(quiet);
    assertThat(heardBy(a(), nodes, 200)).isEqualTo(quiet);
    assertThat(guests.get(0).heard()).isEmpty();
    assertThat(guests.get(1).heard()).contains("[\"e\",199]");
  }

  /** How many messages reach a node while the others talk to the rooms of one another. */
  private static int heardBy(Node silent, List<Node> nodes, int events) {
    int before = silent.bus.received();
    for (Node speaker : nodes) {
      for (Node target : nodes) {
        for (int i = 0; i < events && speaker != silent && target != silent; i++) {
          speaker.chat.to("room of " + target.id).emit("e", i);
        }
      }
    }
    nodes.forEach(node -> settle(node));
    return silent.bus.received() - before;
  }
}
