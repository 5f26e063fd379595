package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that meet at a barrier and then do what must not go wrong together. */
@Timeout(60)
class RaceTest {
  private static final int ROUNDS = 150;

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Recorder heard = new Recorder();
  private final SocketIoServer server =
      new SocketIoServer(SocketIoConfig.defaults(), scheduler, new TestJson(), heard);
  private final Namespace root = server.root().listen(heard);

  private static void together(List<Runnable> tasks) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(tasks.size());
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (Runnable task : tasks) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      running.add(done);
      Thread thread =
          new Thread(
              () -> {
                try {
                  barrier.await();
                  task.run();
                  done.complete(null);
                } catch (Exception | Error e) {
                  done.completeExceptionally(e);
                }
              });
      thread.start();
    }
    for (CompletableFuture<Void> done : running) {
      done.get(30, TimeUnit.SECONDS);
    }
  }

  private SocketIoSocket connect(FakeSession session) {
    session.receive("0");
    return heard.last();
  }

  @Test
  void aSocketThatEndsStaysInNoRoom() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      FakeSession session = FakeSession.open(server);
      SocketIoSocket socket = connect(session);
      together(
          List.of(
              () -> socket.join("a", "b", "c"),
              () -> root.everyone().socketsJoin("d"),
              () -> root.adapter().join(socket, List.of(socket.id(), "e")),
              () -> session.close(CloseReason.TRANSPORT_CLOSE)));
      assertThat(root.adapter().rooms()).isEmpty();
      assertThat(root.sockets()).isEmpty();
      assertThat(socket.rooms()).isEmpty();
    }
    assertThat(heard.rooms()).isZero();
  }

  @Test
  void aRoomThatEmptiesWhileAnotherJoinsIsNotLost() throws Exception {
    SocketIoSocket first = connect(FakeSession.open(server));
    FakeSession client = FakeSession.open(server);
    SocketIoSocket second = connect(client);
    client.take();
    for (int i = 0; i < ROUNDS; i++) {
      first.join("room");
      together(List.of(() -> first.leave("room"), () -> second.join("room")));
      assertThat(root.adapter().localSize("room")).isEqualTo(1);
      root.to("room").emit("e");
      assertThat(client.take()).containsExactly("42[\"e\"]");
      second.leave("room");
      assertThat(root.adapter().rooms()).hasSize(2);
    }
    assertThat(heard.rooms()).isZero();
  }

  @Test
  void membersWhoStayGetEveryBroadcastWhileOthersComeAndGo() throws Exception {
    FakeSession client = FakeSession.open(server);
    connect(client).join("room");
    client.take();
    SocketIoSocket other = connect(FakeSession.open(server));
    together(
        List.of(
            () -> repeat(() -> root.to("room").emit("e")),
            () -> repeat(() -> root.to("room", "more").emit("e")),
            () -> repeat(() -> other.join("room", "more")),
            () -> repeat(() -> other.leave("room"))));
    assertThat(client.take()).hasSize(2 * ROUNDS);
  }

  private static void repeat(Runnable task) {
    for (int i = 0; i < ROUNDS; i++) {
      task.run();
    }
  }

  @Test
  void aSocketEndsOnceHoweverManyEndIt() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      FakeSession session = FakeSession.open(server);
      SocketIoSocket socket = connect(session);
      heard.take();
      together(
          List.of(
              () -> socket.disconnect(false),
              () -> socket.disconnect(true),
              () -> session.receive("1"),
              socket::closeTransport));
      assertThat(heard.take()).filteredOn(line -> line.startsWith("disconnect ")).hasSize(1);
      assertThat(root.sockets()).isEmpty();
    }
  }

  @Test
  void everyEmitWithAckEndsWhenTheSocketDoes() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      FakeSession session = FakeSession.open(server);
      SocketIoSocket socket = connect(session);
      ConcurrentLinkedQueue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();
      Duration hour = Duration.ofHours(1);
      together(
          List.of(
              () -> answers.add(socket.emitWithAck(hour, "e").toCompletableFuture()),
              () -> answers.add(root.everyone().emitWithAck(hour, "e").toCompletableFuture()),
              () -> session.close(CloseReason.TRANSPORT_CLOSE)));
      assertThat(answers).hasSize(2).allMatch(CompletableFuture::isDone);
      assertThat(scheduler.pending()).isZero();
    }
  }

  @Test
  void anEventIsAnsweredOnceHoweverManyAnswer() throws Exception {
    FakeSession session = FakeSession.open(server);
    connect(session);
    session.take();
    for (int i = 0; i < ROUNDS; i++) {
      session.receive("2" + i + "[\"e\"]");
      InboundEvent event = heard.lastEvent();
      together(List.of(() -> event.ack(JsonText.NULL), () -> event.ack(JsonText.NULL)));
      assertThat(session.take()).containsExactly("43" + i + "[null]");
    }
  }

  @Test
  void headersAndAttachmentsOfTwoEmitsDoNotMix() throws Exception {
    FakeSession session = FakeSession.open(server);
    SocketIoSocket socket = connect(session);
    session.take();
    together(
        List.of(
            () -> repeat(() -> socket.emit("x", new byte[] {1}, new byte[] {2})),
            () -> repeat(() -> root.emit("y", new byte[] {3}))));
    List<String> sent = session.take();
    for (int i = 0; i < sent.size(); ) {
      boolean isX = sent.get(i).startsWith("452-[\"x\"");
      assertThat(sent.get(i + 1)).isEqualTo(isX ? "bAQ==" : "bAw==");
      i += isX ? 3 : 2;
    }
    assertThat(sent).hasSize(5 * ROUNDS);
  }

  @Test
  void aDynamicNamespaceThatGoesWhileAnotherConnectsIsNotLost() throws Exception {
    AtomicInteger setUps = new AtomicInteger();
    server.dynamic(name -> true, namespace -> setUps.incrementAndGet());
    for (int i = 0; i < ROUNDS; i++) {
      FakeSession first = FakeSession.open(server).receive("0/d");
      FakeSession second = FakeSession.open(server);
      together(List.of(() -> first.receive("1/d"), () -> second.receive("0/d")));
      Namespace there =
          server.namespaces().stream().filter(n -> n.name().equals("/d")).findFirst().orElseThrow();
      assertThat(there.sockets()).hasSize(1);
      second.close(CloseReason.TRANSPORT_CLOSE);
      assertThat(server.namespaces()).containsExactly(root);
    }
    assertThat(setUps.get()).isBetween(ROUNDS, 2 * ROUNDS);
  }

  @Test
  void guardsThatDecideFromOtherThreadsMeetTheEndOfTheirClient() throws Exception {
    List<CompletableFuture<Void>> decisions = new ArrayList<>();
    Namespace guarded =
        server
            .of("guarded")
            .guard(
                socket -> {
                  CompletableFuture<Void> decision = new CompletableFuture<>();
                  decisions.add(decision);
                  return decision;
                });
    for (int i = 0; i < ROUNDS; i++) {
      FakeSession session = FakeSession.open(server).receive("0/guarded,");
      CompletableFuture<Void> decision = decisions.get(i);
      together(
          List.of(() -> decision.complete(null), () -> session.close(CloseReason.TRANSPORT_CLOSE)));
      assertThat(guarded.sockets()).isEmpty();
      assertThat(guarded.adapter().rooms()).isEmpty();
    }
    assertThat(scheduler.pending()).isZero();
  }
}
