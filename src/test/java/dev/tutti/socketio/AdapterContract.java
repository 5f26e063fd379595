package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter does for the sockets of its own node. */
public abstract class AdapterContract {
  private static final Duration SECOND = Duration.ofSeconds(1);

  protected final ManualScheduler scheduler = new ManualScheduler();
  private final Recorder heard = new Recorder();
  private final Map<String, FakeSession> clients = new HashMap<>();
  private final Map<String, SocketIoSocket> sockets = new HashMap<>();
  private Namespace namespace;
  private Adapter adapter;

  /** The adapter under test. */
  protected abstract AdapterFactory adapters();

  @BeforeEach
  void connectFourSockets() {
    SocketIoConfig defaults = SocketIoConfig.defaults();
    SocketIoConfig config =
        new SocketIoConfig(defaults.connectTimeout(), 3, 16, 10, 32, 5, 12, 256, 256, 1_000);
    SocketIoServer server =
        new SocketIoServer(config, scheduler, new TestJson(), heard, adapters());
    namespace = server.of("/chat").listen(heard);
    adapter = namespace.adapter();
    for (String name : List.of("a", "b", "c", "d")) {
      FakeSession client = FakeSession.open(server).receive("0/chat,");
      client.take();
      clients.put(name, client);
      sockets.put(name, heard.last());
    }
    heard.take();
  }

  private SocketIoSocket socket(String name) {
    return sockets.get(name);
  }

  /** Which clients got the event {@code e}, each once. */
  private String receivers() {
    StringBuilder receivers = new StringBuilder();
    for (String name : List.of("a", "b", "c", "d")) {
      for (String text : clients.get(name).take()) {
        assertThat(text).isEqualTo("42/chat,[\"e\",1]");
        receivers.append(name);
      }
    }
    return receivers.toString();
  }

  private void rooms() {
    socket("a").join("one");
    socket("b").join("one", "two");
    socket("c").join("two");
  }

  @Test
  void withoutARoomEveryoneIsMeant() {
    namespace.emit("e", 1);
    assertThat(receivers()).isEqualTo("abcd");
    assertThat(heard.take()).containsExactly("delivered 4");
    namespace.except(socket("a").id()).emit("e", 1);
    assertThat(receivers()).isEqualTo("bcd");
  }

  @Test
  void roomsAreUnitedAndEachSocketIsReachedOnce() {
    rooms();
    namespace.to("one").emit("e", 1);
    assertThat(receivers()).isEqualTo("ab");
    namespace.in("one").to("two").emit("e", 1);
    assertThat(receivers()).isEqualTo("abc");
    namespace.everyone().to(Set.of("one", "two", "none")).except("two").emit("e", 1);
    assertThat(receivers()).isEqualTo("a");
    namespace.except("one", "two").emit("e", 1);
    assertThat(receivers()).isEqualTo("d");
  }

  @Test
  void aSocketIsARoomOfItsOwnId() {
    rooms();
    namespace.to(socket("d").id()).emit("e", 1);
    assertThat(receivers()).isEqualTo("d");
    namespace.to(socket("d").id(), "one").except(socket("b").id()).emit("e", 1);
    assertThat(receivers()).isEqualTo("ad");
    assertThat(adapter.localSize(socket("d").id())).isEqualTo(1);
    socket("d").leave(socket("d").id());
    assertThat(socket("d").rooms()).containsExactly(socket("d").id());
  }

  @Test
  void aRoomMayBeNamedAsAnotherSocketsId() {
    socket("a").join(socket("b").id());
    namespace.to(socket("b").id()).emit("e", 1);
    assertThat(receivers()).isEqualTo("ab");
  }

  @Test
  void aSocketsOwnBroadcastLeavesItOut() {
    rooms();
    socket("a").broadcast().emit("e", 1);
    assertThat(receivers()).isEqualTo("bcd");
    socket("a").to("one", "two").local().emit("e", 1);
    assertThat(receivers()).isEqualTo("bc");
  }

  @Test
  void aSelectionNarrowedToNoRoomReachesNobody() {
    Emitter nobody = namespace.everyone().to(Set.of()).except("one");
    nobody.emit("e", 1);
    nobody.socketsJoin("x");
    nobody.socketsLeave("x");
    nobody.disconnectSockets(true);
    assertThat(receivers()).isEmpty();
    assertThat(nobody.fetchSockets().toCompletableFuture().join().sockets()).isEmpty();
    assertThat(nobody.emitWithAck(SECOND, "e").toCompletableFuture().join())
        .isEqualTo(new BroadcastAcks(List.of(), 0, true));
    assertThat(adapter.rooms()).doesNotContain("x");
    nobody.to("none").emit("e", 1);
    assertThat(receivers()).isEmpty();
  }

  @Test
  void anEmitterMayBeUsedAgain() {
    rooms();
    Emitter one = namespace.to("one");
    one.to("two").emit("e", 1);
    assertThat(receivers()).isEqualTo("abc");
    one.emit("e", 1);
    assertThat(receivers()).isEqualTo("ab");
  }

  @Test
  void aBroadcastIsEncodedOnceForAll() {
    namespace.emit("e", 1);
    assertThat(clients.get("a").frames().get(0)).isSameAs(clients.get("b").frames().get(0));
  }

  @Test
  void binaryBroadcastsReachEachMemberWhole() {
    namespace.to(socket("a").id(), socket("b").id()).emit("e", new byte[] {1});
    for (String name : List.of("a", "b")) {
      assertThat(clients.get(name).take())
          .containsExactly("451-/chat,[\"e\",{\"_placeholder\":true,\"num\":0}]", "bAQ==");
    }
  }

  @Test
  void joinsAndLeavesAreIdempotent() {
    socket("a").join("one", "one");
    socket("a").join("one");
    assertThat(adapter.localSize("one")).isEqualTo(1);
    assertThat(socket("a").rooms()).containsExactlyInAnyOrder(socket("a").id(), "one");
    socket("a").leave("one");
    socket("a").leave("one");
    socket("a").leave("never");
    assertThat(adapter.localSize("one")).isZero();
    assertThat(adapter.rooms()).doesNotContain("one");
    assertThat(heard.rooms()).isZero();
  }

  @Test
  void emptyRoomsVanish() {
    rooms();
    assertThat(adapter.rooms()).contains("one", "two", socket("d").id()).hasSize(6);
    assertThat(heard.rooms()).isEqualTo(2);
    clients.get("a").close(CloseReason.TRANSPORT_CLOSE);
    clients.get("b").receive("1/chat,");
    assertThat(adapter.rooms()).contains("two").doesNotContain("one").hasSize(3);
    assertThat(heard.rooms()).isEqualTo(1);
    namespace.to("one").emit("e", 1);
    assertThat(receivers()).isEmpty();
  }

  /** F22: a socket's rooms are bounded, its own among them; it joins all or none. */
  @Test
  void theRoomsOfASocketAreBounded() {
    socket("a").join("1", "2", "3");
    assertThatThrownBy(() -> socket("a").join("4", "5")).isInstanceOf(RoomLimitException.class);
    assertThat(socket("a").rooms()).hasSize(4);
    socket("a").join("3", "4");
    assertThat(adapter.rooms()).contains("4").doesNotContain("5");
  }

  /** F22: so are the rooms of a namespace. */
  @Test
  void theRoomsOfANamespaceAreBounded() {
    socket("a").join("1", "2", "3", "4");
    socket("b").join("5", "6", "7", "8");
    socket("c").join("9", "10");
    assertThatThrownBy(() -> socket("d").join("1", "11", "12", "13"))
        .isInstanceOf(RoomLimitException.class);
    assertThat(socket("d").rooms()).hasSize(1);
    assertThat(adapter.rooms()).doesNotContain("11", "12", "13");
    assertThat(adapter.localSize("1")).isEqualTo(1);
    assertThat(heard.rooms()).isEqualTo(10);
    socket("d").join("1", "11", "12");
  }

  @Test
  void selectedSocketsJoinAndLeave() {
    rooms();
    namespace.to("one").socketsJoin("x", "y");
    assertThat(adapter.localSize("x")).isEqualTo(2);
    namespace.to("two").socketsLeave("x");
    namespace.to("x").emit("e", 1);
    assertThat(receivers()).isEqualTo("a");
  }

  @Test
  void aSocketAtItsLimitDoesNotKeepOthersFromJoining() {
    socket("a").join("1", "2", "3", "4");
    namespace.everyone().socketsJoin("x");
    assertThat(adapter.localSize("x")).isEqualTo(3);
  }

  @Test
  void selectedSocketsCanBeDescribed() {
    rooms();
    List<SocketSnapshot> found =
        namespace.to("one").except("two").fetchSockets().toCompletableFuture().join().sockets();
    assertThat(found)
        .containsExactly(
            new SocketSnapshot(
                socket("a").id(), socket("a").handshake(), Set.of(socket("a").id(), "one")));
  }

  @Test
  void selectedSocketsAreDisconnected() {
    rooms();
    namespace.to("one").except("two").disconnectSockets(false);
    assertThat(clients.get("a").take()).containsExactly("41/chat,");
    assertThat(clients.get("a").closeReason()).isNull();
    namespace.to("two").disconnectSockets(true);
    assertThat(clients.get("b").closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(namespace.sockets()).containsExactly(socket("d"));
  }

  private CompletableFuture<BroadcastAcks> ask(Emitter emitter) {
    return emitter.emitWithAck(SECOND, "e", 1).toCompletableFuture();
  }

  /** The ack id that a client was sent, for its answer. */
  private String asked(String name) {
    String text = clients.get(name).take().get(0);
    return text.substring("42/chat,".length(), text.indexOf('['));
  }

  private void answer(String name, String id, String args) {
    clients.get(name).receive("3/chat," + id + args);
  }

  @Test
  void aBroadcastGathersTheAnswers() {
    rooms();
    CompletableFuture<BroadcastAcks> acks = ask(namespace.to("one"));
    answer("a", asked("a"), "[\"x\",2]");
    assertThat(acks).isNotDone();
    answer("b", asked("b"), "[]");
    assertThat(acks.join())
        .isEqualTo(new BroadcastAcks(List.of(new JsonText("\"x\""), JsonText.NULL), 2, true));
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void aBroadcastCompletesWithWhatCameInByTheTimeout() {
    rooms();
    CompletableFuture<BroadcastAcks> acks = ask(namespace.to("one"));
    String id = asked("a");
    answer("a", id, "[1]");
    scheduler.advance(SECOND);
    assertThat(acks.join()).isEqualTo(new BroadcastAcks(List.of(new JsonText("1")), 2, false));
    answer("b", id, "[2]");
    assertThat(acks.join().answers()).hasSize(1);
  }

  @Test
  void aMemberThatGoesCountsItselfOut() {
    rooms();
    CompletableFuture<BroadcastAcks> acks = ask(namespace.to("one"));
    answer("a", asked("a"), "[1]");
    clients.get("b").close(CloseReason.TRANSPORT_CLOSE);
    assertThat(acks.join()).isEqualTo(new BroadcastAcks(List.of(new JsonText("1")), 1, true));
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void aBroadcastToNobodyIsCompleteAtOnce() {
    assertThat(ask(namespace.to("none")).join()).isEqualTo(new BroadcastAcks(List.of(), 0, true));
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void ackIdsOfBroadcastsAndEmitsDoNotCollide() {
    var all = ask(namespace.everyone());
    var one = socket("a").emitWithAck(SECOND, "e", 1).toCompletableFuture();
    List<String> ids = new ArrayList<>(clients.get("a").take());
    assertThat(ids).doesNotHaveDuplicates().hasSize(2);
    clients.get("a").receive("3/chat," + ids.get(1).replaceAll("42/chat,(\\d+).*", "$1") + "[7]");
    assertThat(one.join()).extracting(JsonText::text).containsExactly("7");
    assertThat(all).isNotDone();
  }
}
