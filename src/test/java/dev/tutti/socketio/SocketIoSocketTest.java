package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoSocketTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Recorder heard = new Recorder();
  private final SocketIoServer server =
      new SocketIoServer(SocketIoConfig.defaults(), scheduler, new TestJson(), heard);
  private FakeSession client;
  private SocketIoSocket socket;

  @BeforeEach
  void connect() {
    server.root().listen(heard);
    client = FakeSession.open(server).receive("0");
    client.take();
    socket = heard.last();
  }

  private CompletableFuture<List<JsonText>> ask() {
    return socket.emitWithAck(SECOND, "ask", 1).toCompletableFuture();
  }

  @Test
  void emitsAreCompact() {
    socket.emit("hello", 1, null, "é\"\n", List.of(true, Map.of("a", 1.5)));
    socket.emit("a\"b");
    assertThat(client.take())
        .containsExactly("42[\"hello\",1,null,\"é\\\"\\n\",[true,{\"a\":1.5}]]", "42[\"a\\\"b\"]");
  }

  @Test
  void attachmentsAreNumberedOverAllArguments() {
    socket.emit("b", List.of(new byte[] {1}, new byte[] {2}), "x", Map.of("k", new byte[] {3}));
    assertThat(client.take())
        .containsExactly(
            "453-[\"b\",[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}],\"x\","
                + "{\"k\":{\"_placeholder\":true,\"num\":2}}]",
            "bAQ==",
            "bAg==",
            "bAw==");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener"
      })
  void reservedNamesCannotBeEmitted(String name) {
    List<Runnable> emits =
        List.of(
            () -> socket.emit(name),
            () -> socket.emitVolatile(name),
            () -> socket.emitWithAck(SECOND, name),
            () -> server.root().emit(name),
            () -> server.root().to(new String[0]).emit(name),
            () -> server.root().everyone().emitWithAck(SECOND, name),
            () -> server.root().serverSideEmit(name));
    for (Runnable emit : emits) {
      assertThatThrownBy(emit::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
    assertThat(client.take()).isEmpty();
    socket.emit("error", 1);
    assertThat(client.take()).containsExactly("42[\"error\",1]");
  }

  @Test
  void volatileEmitsAreDroppedWhenTheClientCannotTakeThem() {
    socket.emitVolatile("v", 1);
    client.writable(false);
    socket.emitVolatile("v", 2);
    socket.emit("n", 3);
    server.root().everyone().asVolatile().emit("v", 4);
    client.writable(true);
    server.root().everyone().asVolatile().emit("v", new byte[] {1});
    assertThat(client.take())
        .containsExactly(
            "42[\"v\",1]", "42[\"n\",3]", "451-[\"v\",{\"_placeholder\":true,\"num\":0}]", "bAQ==");
  }

  @Test
  void emitsToAClosedSocketAreIgnored() {
    client.receive("1");
    socket.emit("a");
    socket.emitVolatile("a");
    socket.join("room");
    socket.leave("room");
    socket.disconnect(false);
    assertThat(client.take()).isEmpty();
    assertThat(socket.connected()).isFalse();
    assertThat(socket.rooms()).isEmpty();
    assertThatThrownBy(() -> ask().join()).hasCauseInstanceOf(SocketClosedException.class);
  }

  @Test
  void theClientsAnswerCompletesTheEmit() {
    var first = ask();
    var second = ask();
    assertThat(client.take()).containsExactly("420[\"ask\",1]", "421[\"ask\",1]");
    client.receive("31[\"two\",2]", "30");
    assertThat(second.join()).extracting(JsonText::text).containsExactly("\"two\"", "2");
    assertThat(first.join()).isEmpty();
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void binaryAnswersCompleteTheEmit() {
    var answer = ask();
    client.receive("61-0[{\"num\":0,\"_placeholder\":true}]").receive(new byte[] {5});
    assertThat(answer.join().get(0).attachments().get(0)).containsExactly(5);
  }

  @Test
  void unknownDuplicateAndLateAnswersAreIgnored() {
    var answer = ask();
    client.receive("399[]", "30[1]", "30[2]");
    assertThat(answer.join()).extracting(JsonText::text).containsExactly("1");
    var late = ask();
    scheduler.advance(SECOND);
    client.receive("31[1]");
    assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(client.closeReason()).isNull();
  }

  @Test
  void theEndOfTheSocketFailsWhatWaits() {
    var answer = ask();
    client.close(CloseReason.TRANSPORT_CLOSE);
    assertThatThrownBy(answer::join).hasCauseInstanceOf(SocketClosedException.class);
    assertThat(scheduler.pending()).isZero();
  }

  /** An emit in the middle of the end is failed as well, not forgotten. */
  @Test
  void anEmitWhileTheSocketLeavesFails() {
    CompletableFuture<CompletableFuture<List<JsonText>>> asked = new CompletableFuture<>();
    client.execute(
        () -> {
          socket.disconnect(false);
          asked.complete(ask());
        });
    assertThatThrownBy(() -> asked.join().join()).hasCauseInstanceOf(SocketClosedException.class);
  }

  @Test
  void aClientMayOweOnlySoManyAcks() {
    for (int i = 0; i < 256; i++) {
      assertThat(ask()).isNotDone();
    }
    assertThatThrownBy(() -> ask().join()).hasCauseInstanceOf(IllegalStateException.class);
    BroadcastAcks acks =
        server.root().everyone().emitWithAck(SECOND, "all").toCompletableFuture().join();
    assertThat(acks).isEqualTo(new BroadcastAcks(List.of(), 1, false));
    client.receive("30[]");
    assertThat(ask()).isNotDone();
  }

  @Test
  void anInboundEventIsAnsweredOnceAtMost() {
    client.receive("27[\"a\"]");
    assertThat(heard.lastEvent().wantsAck()).isTrue();
    heard.lastEvent().ack(new JsonText("1"), new JsonText("2"));
    heard.lastEvent().ack(JsonText.NULL);
    assertThat(client.take()).containsExactly("437[1,2]");
    client.receive("2[\"a\"]");
    assertThat(heard.lastEvent().wantsAck()).isFalse();
    assertThat(heard.lastEvent().key()).isEqualTo("[\"a\"]");
    heard.lastEvent().ack(JsonText.NULL);
    assertThat(client.take()).isEmpty();
  }

  @Test
  void attributesAreKeptByType() {
    socket.attribute(Integer.class, 1);
    socket.attribute(Integer.class, 2);
    assertThat(socket.attribute(Integer.class)).contains(2);
    assertThat(socket.attribute(String.class)).isEmpty();
  }

  @Test
  void tasksRunInTheMailbox() {
    client.execute(
        () -> {
          socket.execute(() -> socket.emit("second"));
          socket.emit("first");
        });
    assertThat(client.take()).containsExactly("42[\"first\"]", "42[\"second\"]");
  }

  @Test
  void payloadsDoNotShowInTexts() {
    assertThat(new JsonText("\"secret\"")).asString().doesNotContain("secret");
  }
}
