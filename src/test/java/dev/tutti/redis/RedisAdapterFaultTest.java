package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.socketio.Adapter;
import dev.tutti.socketio.BroadcastAcks;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.FetchedSockets;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.ServerSideAnswers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What remains when messages get lost, nodes fall silent or Redis is away. */
class RedisAdapterFaultTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FIRST_REPETITION = Duration.ofMillis(250);

  private MemoryBus.Hub hub;
  private MemoryBus busOfB;
  private Node a;
  private Node b;

  private void start(boolean sharded) {
    hub = new MemoryBus.Hub(sharded);
    busOfB = hub.bus();
    a = new Node("-a", hub.bus());
    b = new Node("-b", busOfB);
  }

  private CompletableFuture<Delivery> confirmed(String id, Object value) {
    return a.chat
        .to("user:1")
        .emitConfirmed(id, Set.of("-a", "-b"), SECOND, "e", value)
        .toCompletableFuture();
  }

  /** F54: what needs no other node goes on; what does is incomplete at once, not failed. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whileRedisIsAwayThisNodeGoesOn(boolean sharded) {
    start(sharded);
    Node.Guest here = a.guest("room");
    hub.away(true);
    a.chat.to("room").emit("e", 1);
    assertThat(here.heard()).isEqualTo("[\"e\",1]");
    FetchedSockets found = a.chat.everyone().fetchSockets().toCompletableFuture().join();
    assertThat(found.complete()).isFalse();
    assertThat(found.sockets()).hasSize(1);
    assertThat(a.chat.serverSideEmitWithAck(SECOND, "e").toCompletableFuture().join())
        .isEqualTo(new ServerSideAnswers(List.of(), false));
    CompletableFuture<BroadcastAcks> acks =
        a.chat.everyone().emitWithAck(SECOND, "e", 2).toCompletableFuture();
    here.answer("[7]");
    assertThat(acks.join()).isEqualTo(new BroadcastAcks(List.of(new JsonText("7")), 1, false));
    a.chat.everyone().socketsJoin("x");
    a.chat.everyone().socketsLeave("room");
    assertThat(here.socket().rooms()).containsExactlyInAnyOrder(here.socket().id(), "x");
    a.chat.everyone().disconnectSockets(true);
    assertThat(a.chat.sockets()).isEmpty();
    assertThat(a.scheduler.pending()).isZero();
  }

  /** F25: a node that is counted and does not answer costs a deadline, and the answer says so. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSilentNodeMakesAnswersPartialAtTheDeadline(boolean sharded) {
    start(sharded);
    Node.Guest there = b.guest("room");
    hub.bus()
        .subscribe(
            sharded ? "socket.io#/chat#" : "socket.io-request#/chat#", (channel, message) -> {});
    CompletableFuture<FetchedSockets> found =
        a.chat.to("room").fetchSockets().toCompletableFuture();
    CompletableFuture<ServerSideAnswers> answers =
        a.chat.serverSideEmitWithAck(SECOND, "none").toCompletableFuture();
    CompletableFuture<BroadcastAcks> acks =
        a.chat.to("room").emitWithAck(SECOND, "e", 1).toCompletableFuture();
    there.answer("[1]");
    assertThat(List.of(found, answers, acks)).noneMatch(CompletableFuture::isDone);
    a.scheduler.advance(Duration.ofSeconds(5));
    assertThat(found.join().complete()).isFalse();
    assertThat(found.join().sockets()).hasSize(1);
    assertThat(answers.join()).isEqualTo(new ServerSideAnswers(List.of(JsonText.NULL), false));
    assertThat(acks.join()).isEqualTo(new BroadcastAcks(List.of(new JsonText("1")), 1, false));
    assertThat(a.scheduler.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatANodeMissedComesAgainUntilItConfirms(boolean sharded) {
    start(sharded);
    Node.Guest here = a.guest("user:1");
    Node.Guest there = b.guest("user:1");
    busOfB.deaf(true);
    CompletableFuture<Delivery> delivery = confirmed("id", 1);
    assertThat(delivery).isNotDone();
    a.scheduler.advance(FIRST_REPETITION);
    assertThat(delivery).isNotDone();
    busOfB.deaf(false);
    a.scheduler.advance(FIRST_REPETITION.multipliedBy(2));
    assertThat(delivery.join()).isEqualTo(new Delivery(2, Set.of()));
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
    assertThat(here.heard()).isEqualTo("[\"e\",1]");
    assertThat(a.scheduler.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPublicationThatFailedIsRepeatedWhenRedisIsBack(boolean sharded) {
    start(sharded);
    Node.Guest there = b.guest("user:1");
    hub.away(true);
    CompletableFuture<Delivery> delivery = confirmed("id", 1);
    hub.away(false);
    a.scheduler.advance(FIRST_REPETITION);
    assertThat(delivery.join().confirmed()).isTrue();
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }

  /** The confirmation is lost, not the event: the repetition is confirmed and goes to nobody. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRepetitionOfWhatHasArrivedIsConfirmedOnly(boolean sharded) {
    start(sharded);
    Node.Guest there = b.guest("user:1");
    MemoryBus busOfC = hub.bus();
    Node c = new Node("-c", busOfC);
    busOfC.deaf(true);
    CompletableFuture<Delivery> delivery =
        c.chat.to("user:1").emitConfirmed("id", Set.of("-b"), SECOND, "e", 1).toCompletableFuture();
    assertThat(delivery).isNotDone();
    busOfC.deaf(false);
    c.scheduler.advance(FIRST_REPETITION);
    assertThat(delivery.join()).isEqualTo(new Delivery(1, Set.of()));
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNodeThatStaysAwayIsNamedAtTheDeadline(boolean sharded) {
    start(sharded);
    Node.Guest there = b.guest("user:1");
    busOfB.deaf(true);
    CompletableFuture<Delivery> delivery = confirmed("id", 1);
    a.scheduler.advance(SECOND);
    assertThat(delivery.join()).isEqualTo(new Delivery(0, Set.of("-b")));
    busOfB.deaf(false);
    CompletableFuture<Delivery> again = confirmed("id", 1);
    a.scheduler.advance(Duration.ZERO);
    assertThat(again.join()).isEqualTo(new Delivery(1, Set.of()));
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
    assertThat(a.scheduler.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoComesBetweenTwoAttemptsGetsWhatNobodyHereHad(boolean sharded) {
    start(sharded);
    CompletableFuture<Delivery> delivery = confirmed("id", 1);
    a.scheduler.advance(FIRST_REPETITION);
    assertThat(delivery.join()).isEqualTo(new Delivery(0, Set.of()));
    Node.Guest there = b.guest("user:1");
    CompletableFuture<Delivery> again = confirmed("id", 1);
    a.scheduler.advance(Duration.ZERO);
    assertThat(again.join()).isEqualTo(new Delivery(1, Set.of()));
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }

  @Test
  void theIdsThatANodeRemembersAreBounded() {
    AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
    RecentIds recent = new RecentIds(2, Duration.ofNanos(10), time::get);
    assertThat(recent.claim("1")).isNull();
    assertThat(recent.claim("1")).isEqualTo(RecentIds.UNDER_WAY);
    recent.done("1", 5);
    assertThat(recent.claim("1")).isEqualTo(5);
    assertThat(recent.claim("2")).isNull();
    assertThat(recent.claim("3")).isNull();
    recent.done("1", 6);
    assertThat(recent.claim("1")).isNull();
    recent.done("1", 0);
    assertThat(recent.claim("1")).isNull();
    time.addAndGet(9);
    assertThat(recent.claim("1")).isEqualTo(RecentIds.UNDER_WAY);
    time.addAndGet(1);
    assertThat(recent.claim("1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMalformedMessageHarmsNoOther(boolean sharded) {
    start(sharded);
    Node.Guest there = b.guest("room");
    hub.publish("socket.io#/chat#", new byte[] {(byte) 0xc1});
    hub.publish("socket.io#/chat#room#", "{".getBytes(StandardCharsets.UTF_8));
    a.chat.to("room").emit("e", 1);
    assertThat(there.heard()).isEqualTo("[\"e\",1]");
  }

  /** A bug in what the application does with a message ends there. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingListenerAnswersNull(boolean sharded) {
    start(sharded);
    b.chat.onServerSideEvent(
        "bug",
        (args, answer) -> {
          throw new IllegalStateException("bug");
        });
    assertThat(a.chat.serverSideEmitWithAck(SECOND, "bug").toCompletableFuture().join())
        .isEqualTo(new ServerSideAnswers(List.of(JsonText.NULL), true));
  }

  @Test
  void aRoomIsListenedToWhenRedisHasConfirmedItOrAfterAWhile() {
    start(true);
    Node.Guest there = b.guest();
    Adapter adapter = b.chat.adapter();
    assertThat(adapter.listening("room").toCompletableFuture()).isDone();
    CompletableFuture<Void> confirmed = busOfB.slow();
    there.socket().join("room");
    CompletableFuture<Void> early = adapter.listening("room").toCompletableFuture();
    CompletableFuture<Void> late = adapter.listening("room").toCompletableFuture();
    assertThat(early).isNotDone();
    b.scheduler.advance(SECOND);
    assertThat(early).isDone();
    CompletableFuture<Void> next = adapter.listening("room").toCompletableFuture();
    confirmed.complete(null);
    assertThat(next).isDone();
    assertThat(late).isDone();
    assertThat(adapter.listening("room").toCompletableFuture()).isDone();
    assertThat(b.scheduler.pending()).isZero();
  }

  /** F14: with rooms that live on one node each, a node does not hear the other nodes' traffic. */
  @Test
  void inShardedModeANodeHearsOnlyOfRoomsThatItHas() {
    start(true);
    a.guest("a1", "a2");
    Node.Guest there = b.guest("b1");
    Node c = new Node("-c", hub.bus());
    int before = b.bus.received();
    for (int i = 0; i < 50; i++) {
      c.chat.to("a1").emit("e", i);
      c.chat.to("a2").emit("e", i);
      c.chat.to("b1").emit("e", i);
    }
    assertThat(b.bus.received() - before).isEqualTo(50);
    there.socket().leave("b1");
    c.chat.to("b1").emit("e", 0);
    assertThat(b.bus.received() - before).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEndOfANamespaceEndsWhatIsOpen(boolean sharded) {
    start(sharded);
    b.guest("user:1");
    busOfB.deaf(true);
    CompletableFuture<FetchedSockets> found =
        a.chat.everyone().fetchSockets().toCompletableFuture();
    CompletableFuture<Delivery> delivery = confirmed("id", 1);
    a.chat.adapter().close();
    assertThat(found.join().complete()).isFalse();
    assertThat(delivery.join().confirmed()).isFalse();
    assertThat(a.scheduler.pending()).isZero();
  }

  /** What other programs publish that know the classic format. */
  @Test
  void questionsForNamesAreAnswered() {
    start(false);
    Node.Guest there = b.guest("room");
    StringBuilder answers = new StringBuilder();
    hub.bus()
        .subscribe(
            "socket.io-response#/chat#X#",
            (channel, message) -> answers.append(new String(message, StandardCharsets.UTF_8)));
    for (String question : List.of("0,\"rooms\":[\"room\"]", "1")) {
      String json = "{\"uid\":\"X\",\"requestId\":\"q\",\"type\":" + question + "}";
      hub.publish("socket.io-request#/chat#", json.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(answers.toString())
        .contains("\"sockets\":[\"" + there.socket().id() + "\"]")
        .contains("\"rooms\":[")
        .contains("\"room\"");
  }
}
