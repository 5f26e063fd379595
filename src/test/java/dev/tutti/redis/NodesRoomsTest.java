package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.room.MemberPage;
import dev.tutti.app.room.RoomCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public rooms of two nodes that share a Redis. */
class NodesRoomsTest {
  private final Nodes nodes = new Nodes();
  private final Nodes.Node a = nodes.start("a");
  private final Nodes.Node b = nodes.start("b");

  @AfterEach
  void stop() {
    assertThat(nodes.redis.eternal()).isEmpty();
    nodes.close();
  }

  @Test
  void usersAreCountedOnceAndSocketsAllOverTheNodes_F25() {
    a.sockets("lobby", "alice", 2);
    b.sockets("lobby", "alice", 1);
    b.sockets("lobby", "bob", 1);

    assertThat(count("lobby")).isEqualTo(new RoomCount(2, 4));
    assertThat(Nodes.now(a.rooms.rooms())).isEqualTo(1);
    a.sockets("lobby", "alice", 0);
    assertThat(count("lobby")).isEqualTo(new RoomCount(2, 2));
    b.sockets("lobby", "alice", 0);
    b.sockets("lobby", "bob", 0);
    assertThat(count("lobby")).isEqualTo(new RoomCount(0, 0));
    assertThat(Nodes.now(a.rooms.rooms())).isZero();
    assertThat(nodes.redis.keys()).noneMatch(key -> key.contains("lobby"));
  }

  @Test
  void sayingTheSameAgainChangesNothing() {
    a.sockets("lobby", "alice", 2);
    a.sockets("lobby", "alice", 2);
    a.sockets("empty", "alice", 0);

    assertThat(count("lobby")).isEqualTo(new RoomCount(1, 2));
    assertThat(count("empty")).isEqualTo(new RoomCount(0, 0));
  }

  @Test
  void membersAreListedInPages_F25() {
    List<String> users = IntStream.range(0, 7).mapToObj(i -> "user-" + i).toList();
    users.forEach(user -> (user.hashCode() % 2 == 0 ? a : b).sockets("lobby", user, 1));

    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      MemberPage page = Nodes.now(b.rooms.members("lobby", cursor, 3));
      listed.addAll(page.users());
      cursor = page.next();
    } while (cursor != null);
    assertThat(listed).containsExactlyElementsOf(users);
  }

  @Test
  void theMembersOfADeadNodeGo_F25_F58() {
    IntStream.range(0, 250).forEach(i -> a.sockets("lobby", "user-" + i, 1));
    b.sockets("lobby", "user-7", 1);
    a.line.cut(true);
    assertThat(count("lobby")).isEqualTo(new RoomCount(250, 251));
    nodes.redis.advance(Duration.ofSeconds(20));

    assertThat(count("lobby")).isEqualTo(new RoomCount(1, 1));
  }

  @Test
  void afterAnOutageTheCountsAreRight() {
    a.sockets("lobby", "alice", 1);
    a.sockets("lobby", "bob", 1);
    b.sockets("lobby", "carol", 1);
    nodes.redis.away(true);
    a.sockets("lobby", "alice", 0);
    a.sockets("lobby", "bob", 3);
    a.sockets("den", "dave", 1);
    nodes.redis.advance(Duration.ofSeconds(10));
    nodes.redis.away(false);
    nodes.redis.advance(Duration.ofSeconds(3));
    assertThat(count("den")).isEqualTo(new RoomCount(1, 1));

    nodes.redis.advance(Duration.ofSeconds(40));
    assertThat(count("lobby")).isEqualTo(new RoomCount(2, 4));
  }

  /** Whatever is lost and whenever, what is in Redis becomes what the nodes have. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261125})
  void anyFaultsHeal_F58(long seed) {
    Random random = new Random(seed);
    List<Nodes.Node> both = List.of(a, b);
    for (int i = 0; i < 400; i++) {
      Nodes.Node node = both.get(random.nextInt(2));
      String user = "user-" + random.nextInt(6);
      node.sockets("room-" + random.nextInt(3), user, random.nextInt(3));
      if (random.nextInt(10) == 0) {
        node.line.cut(random.nextBoolean());
      }
      if (random.nextInt(150) == 0) {
        nodes.redis.flush();
      }
      nodes.redis.advance(Duration.ofMillis(random.nextInt(1_500)));
    }
    both.forEach(node -> node.line.cut(false));
    nodes.redis.advance(Duration.ofMinutes(2));

    for (int i = 0; i < 3; i++) {
      String room = "room-" + i;
      long users =
          IntStream.range(0, 6)
              .mapToObj(user -> "user-" + user)
              .filter(user -> a.local.sockets(room, user) + b.local.sockets(room, user) > 0)
              .count();
      int sockets = a.local.sockets(room) + b.local.sockets(room);
      assertThat(count(room)).as("seed %s", seed).isEqualTo(new RoomCount((int) users, sockets));
    }
  }

  @Test
  void whileRedisIsAwayCountsAreRefused() {
    nodes.redis.away(true);

    assertThat(a.rooms.count("lobby").toCompletableFuture()).isCompletedExceptionally();
    assertThat(a.rooms.rooms().toCompletableFuture()).isCompletedExceptionally();
  }

  private RoomCount count(String room) {
    return Nodes.now(b.rooms.count(room));
  }
}
