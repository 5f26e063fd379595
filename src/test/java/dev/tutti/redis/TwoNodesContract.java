package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tutti.engineio.CloseReason;
import dev.tutti.socketio.BroadcastAcks;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.FetchedSockets;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.ServerSideAnswers;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * F14: what two nodes do for each other's sockets. What one node publishes arrives in its order, so
 * that an answered question is the sign that all before it has arrived.
 */
@Timeout(60)
abstract class TwoNodesContract {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String SETTLED = "settled?";

  private Node a;
  private Node b;

  /** The bus of one node. */
  protected abstract Bus bus();

  @BeforeEach
  void start() {
    a = new Node("-a", bus());
    b = new Node("-b", bus());
    a.awaitNodes(2);
    listenTo(a);
    listenTo(b);
  }

  protected static void listenTo(Node node) {
    node.chat.onServerSideEvent(SETTLED, (args, answer) -> answer.accept(JsonText.NULL));
  }

  protected Node a() {
    return a;
  }

  protected Node b() {
    return b;
  }

  protected static void settle(Node from) {
    ServerSideAnswers answers =
        from.chat.serverSideEmitWithAck(SECOND, SETTLED).toCompletableFuture().join();
    assertThat(answers.complete()).isTrue();
  }

  @Test
  void broadcastsReachTheSelectedSocketsOfBothNodes() {
    Node.Guest one = a.guest("one");
    Node.Guest other = b.guest("one", "two");
    Node.Guest third = b.guest("three");
    a.chat.emit("e", 1);
    settle(a);
    assertThat(List.of(one.heard(), other.heard(), third.heard())).containsOnly("[\"e\",1]");
    a.chat.to("one").emit("e", 2);
    a.chat.to("one").except("two").emit("e", 3);
    a.chat.to("one", "three").emit("e", 4);
    a.chat.to("none").emit("e", 5);
    settle(a);
    assertThat(one.heard()).isEqualTo("[\"e\",2][\"e\",3][\"e\",4]");
    assertThat(other.heard()).isEqualTo("[\"e\",2][\"e\",4]");
    assertThat(third.heard()).isEqualTo("[\"e\",4]");
  }

  @Test
  void aSocketIsReachedByItsIdFromTheOtherNode() {
    Node.Guest guest = b.guest();
    Node.Guest silent = b.guest();
    a.chat.to(guest.socket().id()).emit("e", 1);
    settle(a);
    assertThat(guest.heard()).isEqualTo("[\"e\",1]");
    assertThat(silent.heard()).isEmpty();
  }

  @Test
  void aSocketsBroadcastLeavesOutItselfAlone() {
    Node.Guest sender = a.guest("room");
    Node.Guest other = b.guest("room");
    sender.socket().to("room").emit("e", 1);
    settle(a);
    assertThat(sender.heard()).isEmpty();
    assertThat(other.heard()).isEqualTo("[\"e\",1]");
  }

  @Test
  void aLocalBroadcastStaysHere() {
    Node.Guest here = a.guest();
    Node.Guest there = b.guest();
    a.chat.everyone().local().emit("e", 1);
    settle(a);
    assertThat(here.heard()).isEqualTo("[\"e\",1]");
    assertThat(there.heard()).isEmpty();
  }

  @Test
  void aVolatileBroadcastIsOneOnTheOtherNodeToo() {
    Node.Guest there = b.guest();
    there.client().writable(false);
    a.chat.everyone().asVolatile().emit("e", 1);
    a.chat.emit("e", 2);
    settle(a);
    assertThat(there.heard()).isEqualTo("[\"e\",2]");
  }

  @Test
  void binaryReachesTheOtherNodeWhole() {
    Node.Guest there = b.guest("room");
    a.chat.to("room").emit("e", new byte[] {1, 2}, List.of("x", new byte[] {3}));
    settle(a);
    assertThat(there.client().take())
        .containsExactly(
            "452-/chat,[\"e\",{\"_placeholder\":true,\"num\":0},[\"x\",{\"_placeholder\":true,\"num\":1}]]",
            "bAQI=",
            "bAw==");
  }

  @Test
  void aRemoteBroadcastIsEncodedOnceForAllSockets() {
    Node.Guest one = b.guest("room");
    Node.Guest two = b.guest("room");
    a.chat.to("room").emit("e", 1);
    settle(a);
    assertThat(one.client().frames().get(0)).isSameAs(two.client().frames().get(0));
  }

  @Test
  void theOrderOfOnePublisherIsKept() {
    Node.Guest there = b.guest("room");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      a.chat.to("room").emit("e", i);
      expected.append("[\"e\",").append(i).append(']');
    }
    settle(a);
    assertThat(there.heard()).isEqualTo(expected.toString());
  }

  @Test
  void namespacesDoNotHearOneAnother() {
    Node.Guest there = b.guest();
    a.server.root().emit("e", 1);
    settle(a);
    assertThat(there.heard()).isEmpty();
  }

  @Test
  void aRoomThatIsLeftIsNotHeardUntilItIsJoinedAgain() {
    Node.Guest there = b.guest("room");
    there.socket().leave("room");
    a.chat.to("room").emit("e", 1);
    settle(a);
    there.socket().join("room");
    b.bus.ready();
    a.chat.to("room").emit("e", 2);
    settle(a);
    assertThat(there.heard()).isEqualTo("[\"e\",2]");
  }

  @Test
  void socketsOfBothNodesJoinAndLeave() {
    Node.Guest here = a.guest("one");
    Node.Guest there = b.guest("one");
    a.chat.to("one").socketsJoin("x", "y");
    settle(a);
    b.bus.ready();
    assertThat(here.socket().rooms()).contains("x", "y");
    assertThat(there.socket().rooms()).contains("x", "y");
    b.chat.to("x").socketsLeave("one", "y");
    settle(b);
    assertThat(here.socket().rooms()).containsExactlyInAnyOrder(here.socket().id(), "x");
    assertThat(there.socket().rooms()).containsExactlyInAnyOrder(there.socket().id(), "x");
  }

  @Test
  void socketsOfBothNodesAreDisconnected() {
    Node.Guest here = a.guest("one");
    Node.Guest there = b.guest("one");
    Node.Guest stays = b.guest();
    a.chat.to("one").disconnectSockets(false);
    settle(a);
    assertThat(here.heard()).isEqualTo("41/chat,");
    assertThat(there.heard()).isEqualTo("41/chat,");
    assertThat(stays.heard()).isEmpty();
  }

  @Test
  void socketsOfBothNodesAreFound() {
    Node.Guest here = a.guest("one");
    Node.Guest there = b.guest("one", "two");
    FetchedSockets found = a.chat.to("one").fetchSockets().toCompletableFuture().join();
    assertThat(found.complete()).isTrue();
    assertThat(found.sockets())
        .extracting(SocketSnapshot::id, SocketSnapshot::rooms)
        .containsExactly(
            tuple(here.socket().id(), Set.of(here.socket().id(), "one")),
            tuple(there.socket().id(), Set.of(there.socket().id(), "one", "two")));
    assertThat(found.sockets().get(1).handshake().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersOfBothNodesSocketsAreGathered() {
    Node.Guest here = a.guest("one");
    Node.Guest there = b.guest("one");
    CompletableFuture<BroadcastAcks> acks =
        a.chat.to("one").emitWithAck(SECOND, "e", 1).toCompletableFuture();
    settle(a);
    here.answer("[\"here\"]");
    assertThat(acks).isNotDone();
    there.answer("[{\"there\":1}]");
    assertThat(acks.join().answers())
        .extracting(JsonText::text)
        .containsExactlyInAnyOrder("\"here\"", "{\"there\":1}");
    assertThat(acks.join()).matches(answer -> answer.complete() && answer.expected() == 2);
    assertThat(a.scheduler.pending()).isZero();
  }

  @Test
  void aSocketThatDoesNotAnswerLeavesTheResultIncomplete() {
    b.guest("one");
    CompletableFuture<BroadcastAcks> acks =
        a.chat.to("one").emitWithAck(SECOND, "e", 1).toCompletableFuture();
    settle(a);
    settle(b);
    a.scheduler.advance(SECOND);
    assertThat(acks.join()).isEqualTo(new BroadcastAcks(List.of(), 1, false));
  }

  @Test
  void serverSideEventsReachTheOtherNodeAlone() {
    List<String> heard = new CopyOnWriteArrayList<>();
    for (Node node : List.of(a, b)) {
      node.chat.onServerSideEvent(
          "sum",
          (args, answer) -> {
            heard.add(node.id + args.size());
            answer.accept(new JsonText("{\"got\":" + args.get(0).text() + "}"));
            answer.accept(new JsonText("2"));
          });
    }
    a.chat.serverSideEmit("sum", 7, 8);
    ServerSideAnswers answers =
        a.chat.serverSideEmitWithAck(SECOND, "sum", 7).toCompletableFuture().join();
    assertThat(answers)
        .isEqualTo(new ServerSideAnswers(List.of(new JsonText("{\"got\":7}")), true));
    assertThat(heard).containsExactly("-b2", "-b1");
  }

  @Test
  void aNodeWhereNobodyListensAnswersNull() {
    assertThat(a.chat.serverSideEmitWithAck(SECOND, "none").toCompletableFuture().join())
        .isEqualTo(new ServerSideAnswers(List.of(JsonText.NULL), true));
  }

  @Test
  void aConfirmedBroadcastSaysHowManySocketsHaveIt() {
    Node.Guest here = a.guest("user:1");
    Node.Guest there = b.guest("user:1");
    b.guest();
    assertThat(
            a.chat
                .to("user:1")
                .emitConfirmed("id1", Set.of("-a", "-b"), SECOND, "e", 1)
                .toCompletableFuture()
                .join())
        .matches(delivery -> delivery.confirmed() && delivery.sockets() == 2);
    assertThat(here.heard()).isEqualTo("[\"e\",1]");
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
    assertThat(a.scheduler.pending()).isZero();
  }

  @Test
  void anEventThatIsSentAgainUnderItsIdReachesNoSocketTwice() {
    Node.Guest here = a.guest("user:1");
    Node.Guest there = b.guest("user:1");
    for (int i = 0; i < 3; i++) {
      CompletableFuture<?> delivery =
          a.chat
              .to("user:1")
              .emitConfirmed("id1", Set.of("-b"), SECOND, "e", 1)
              .toCompletableFuture();
      a.scheduler.advance(Duration.ZERO);
      assertThat(delivery.join()).isEqualTo(new Delivery(2, Set.of()));
    }
    settle(a);
    assertThat(here.heard()).isEqualTo("[\"e\",1]");
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }

  @Test
  void onlyWhoIsWaitedForConfirms() {
    Node.Guest there = b.guest("user:1");
    settle(a);
    int before = b.bus.published();
    a.chat.to("user:1").emitConfirmed("copy", Set.of(), SECOND, "e", 1);
    settle(a);
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
    assertThat(b.bus.published() - before).as("the answer to settle alone").isEqualTo(1);
  }

  @Test
  void aNodeThatDoesNotExistIsMissing() {
    CompletableFuture<Delivery> delivery =
        a.chat
            .to("user:1")
            .emitConfirmed("id1", Set.of("-c"), SECOND, "e", 1)
            .toCompletableFuture();
    a.scheduler.advance(SECOND);
    assertThat(delivery.join()).isEqualTo(new Delivery(0, Set.of("-c")));
    assertThat(a.scheduler.pending()).isZero();
  }

  @Test
  void aNamespaceThatEndsIsNotCountedAnyMore() {
    b.chat.adapter().close();
    a.awaitNodes(1);
    assertThat(a.chat.everyone().fetchSockets().toCompletableFuture().join())
        .isEqualTo(new FetchedSockets(List.of(), true));
  }

  @Test
  void aClientThatGoesLeavesItsRoomsForTheOtherNodeToo() {
    Node.Guest there = b.guest("room");
    there.client().close(CloseReason.TRANSPORT_CLOSE);
    FetchedSockets found = a.chat.to("room").fetchSockets().toCompletableFuture().join();
    assertThat(found).isEqualTo(new FetchedSockets(List.of(), true));
  }
}
