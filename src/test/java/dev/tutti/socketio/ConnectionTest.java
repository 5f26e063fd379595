package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  private static final String SID = "\\{\"sid\":\"_[A-Za-z0-9_-]{19}\"}";

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Recorder heard = new Recorder();
  private final SocketIoServer server =
      new SocketIoServer(SocketIoConfig.defaults(), scheduler, new TestJson(), heard);
  private FakeSession client;

  @BeforeEach
  void start() {
    server.root().listen(heard);
    client = FakeSession.open(server);
  }

  private SocketIoSocket connect() {
    client.receive("0");
    assertThat(client.take()).singleElement().asString().matches("40" + SID);
    heard.take();
    return heard.last();
  }

  private static CompletionStage<Void> accepted() {
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void connectIsAnsweredWithASidOfItsOwn() {
    SocketIoSocket socket = connect();
    assertThat(socket.id()).hasSize(20).startsWith("_").isNotEqualTo(client.id());
    assertThat(socket.connected()).isTrue();
    assertThat(socket.rooms()).containsExactly(socket.id());
    assertThat(socket.auth().text()).isEqualTo("{}");
    assertThat(socket.handshake()).isSameAs(client.handshake());
    assertThat(server.root().sockets()).containsExactly(socket);
    assertThat(server.root().socket(socket.id())).contains(socket);
    assertThat(scheduler.pending()).isZero();
    assertThat(socket).hasToString(socket.id() + " in /");
  }

  /** Joining another namespace neither needs nor implies the root. */
  @Test
  void onlyTheNamespaceAskedForIsJoined() {
    server.of("/admin").listen(heard);
    client.receive("0/admin,{\"token\":\"t\"}");
    assertThat(client.take()).singleElement().asString().matches("40/admin," + SID);
    assertThat(heard.take()).containsExactly("+/admin", "connect /admin");
    assertThat(heard.last().auth().text()).isEqualTo("{\"token\":\"t\"}");
    assertThat(server.root().sockets()).isEmpty();
  }

  @Test
  void anUnknownNamespaceIsNoRefusal() {
    for (int i = 0; i < 10; i++) {
      client.receive("0/x" + i + "?a=1");
      assertThat(client.take())
          .containsExactly("44/x" + i + "?a=1,{\"message\":\"Invalid namespace\"}");
    }
    assertThat(client.closeReason()).isNull();
    assertThat(heard.take()).contains("refused unknown invalid_namespace");
    connect();
  }

  /** F4: a client that joins nothing loses its transport. */
  @Test
  void aClientThatJoinsNothingInTimeIsClosed() {
    client.receive("0/unknown");
    scheduler.advance(Duration.ofMillis(9_999));
    assertThat(client.closeReason()).isNull();
    scheduler.advance(Duration.ofMillis(1));
    assertThat(client.closeReason()).isEqualTo(CloseReason.UNAUTHENTICATED);
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void theDeadlineIsNotArmedAgainWhenTheLastNamespaceIsLeft() {
    connect();
    client.receive("1");
    scheduler.advance(Duration.ofHours(1));
    assertThat(client.closeReason()).isNull();
    connect();
  }

  /** F3, F5: the client hears why, with a code, before it could believe to be connected. */
  @Test
  void aRefusalReachesTheClientWithItsData() {
    server
        .root()
        .guard(
            socket ->
                CompletableFuture.failedFuture(
                    new ConnectRefusedException(
                        "No \"token\"", "token_missing", Map.of("code", "token_missing"))));
    client.receive("0");
    assertThat(client.take())
        .containsExactly(
            "44{\"message\":\"No \\\"token\\\"\",\"data\":{\"code\":\"token_missing\"}}");
    assertThat(client.closeReason()).isNull();
    assertThat(heard.take()).containsExactly("refused / token_missing");
    assertThat(server.root().sockets()).isEmpty();
  }

  /** F4: after the third refusal the transport goes too. */
  @Test
  void tooManyRefusalsCloseTheTransportBehindTheLastOne() {
    server
        .root()
        .guard(
            socket -> {
              throw new ConnectRefusedException("no", "forbidden", null);
            });
    client.receive("0", "0");
    assertThat(client.closeReason()).isNull();
    client.receive("0");
    assertThat(client.take()).hasSize(3).containsOnly("44{\"message\":\"no\"}");
    assertThat(client.closeReason()).isEqualTo(CloseReason.UNAUTHENTICATED);
  }

  @Test
  void aGuardThatCannotDecideClosesWithoutAWord() {
    server
        .root()
        .guard(
            socket ->
                CompletableFuture.failedFuture(
                    new ConnectUnavailableException("down", new IllegalStateException())));
    client.receive("0");
    assertThat(client.take()).isEmpty();
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(heard.failures()).isZero();
  }

  @Test
  void aBugInAGuardClosesTheTransport() {
    List<Supplier<CompletionStage<Void>>> bugs =
        List.of(
            () -> {
              throw new IllegalStateException("bug");
            },
            () -> CompletableFuture.failedFuture(new IllegalStateException("bug")),
            () -> null);
    List<CompletionStage<Void>> decisions = new ArrayList<>();
    server.root().guard(socket -> bugs.get(decisions.size()).get());
    for (int i = 0; i < bugs.size(); i++) {
      FakeSession each = FakeSession.open(server);
      each.receive("0");
      assertThat(each.take()).isEmpty();
      assertThat(each.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
      assertThat(heard.failures()).isEqualTo(i + 1);
      decisions.add(accepted());
    }
  }

  @Test
  void aRefusalThatCannotBeWrittenClosesTheTransport() {
    server
        .root()
        .guard(
            socket -> {
              throw new ConnectRefusedException("no", "no", new byte[1]);
            });
    client.receive("0");
    assertThat(client.take()).isEmpty();
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(heard.failures()).isEqualTo(1);
  }

  @Test
  void guardsDecideInOrderAndMayKeepThingsWithTheSocket() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    server
        .root()
        .guard(
            socket -> {
              socket.attribute(String.class, "alice");
              socket.emit("too-early");
              socket.join("too-early");
              return first;
            })
        .guard(
            socket -> {
              assertThat(socket.attribute(String.class)).contains("alice");
              return second;
            })
        .guard(socket -> accepted());
    client.receive("0");
    assertThat(client.take()).isEmpty();
    first.complete(null);
    assertThat(client.take()).isEmpty();
    second.complete(null);
    assertThat(client.take()).singleElement().asString().matches("40" + SID);
    assertThat(heard.last().attribute(String.class)).contains("alice");
    assertThat(heard.last().attribute(Integer.class)).isEqualTo(Optional.empty());
    assertThat(heard.last().rooms()).hasSize(1);
  }

  /** F11: what arrives during the decision waits for it and keeps its order. */
  @Test
  void packetsWaitForTheDecision() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    server.root().guard(socket -> decision);
    client.receive("0", "2[\"a\"]", "2", "3", "30[]", "21[\"b\"]");
    assertThat(heard.take()).isEmpty();
    decision.complete(null);
    assertThat(heard.take()).containsExactly("+/", "connect /", "event a []", "event b []");
  }

  @Test
  void whatWaitedForARefusedSocketIsVoid() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    List<CompletionStage<Void>> decisions = new ArrayList<>(List.of(decision, accepted()));
    server.root().guard(socket -> decisions.remove(0));
    client.receive("0", "2[\"a\"]", "1", "0", "2[\"b\"]");
    decision.completeExceptionally(new ConnectRefusedException("no", "no", null));
    assertThat(client.take()).hasSize(2).first().isEqualTo("44{\"message\":\"no\"}");
    assertThat(heard.take()).containsExactly("refused / no", "+/", "connect /", "event b []");
  }

  @Test
  void aDisconnectAndAnotherConnectMayFollowAnUndecidedOne() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    List<CompletionStage<Void>> decisions = new ArrayList<>(List.of(decision, accepted()));
    server.root().guard(socket -> decisions.remove(0));
    client.receive("0", "1", "0");
    decision.complete(null);
    assertThat(client.take()).hasSize(2).allMatch(text -> text.startsWith("40{"));
    assertThat(server.root().sockets()).hasSize(1);
  }

  @Test
  void aSecondUndecidedConnectIsMalformed() {
    server.root().guard(socket -> new CompletableFuture<>());
    client.receive("0", "0");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  @Test
  void otherNamespacesGoOnWhileOneIsUndecided() {
    server.of("slow").guard(socket -> new CompletableFuture<>());
    connect();
    client.receive("0/slow,", "2/slow,[\"a\"]", "2[\"b\"]");
    assertThat(heard.take()).containsExactly("event b []");
  }

  /** F11: a decision that comes after the client's end leaves no ghost. */
  @Test
  void aLateDecisionIsVoid() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    server.root().guard(socket -> decision);
    client.receive("0");
    client.close(CloseReason.TRANSPORT_CLOSE);
    decision.complete(null);
    assertThat(client.take()).isEmpty();
    assertThat(heard.take()).isEmpty();
    assertThat(server.root().sockets()).isEmpty();
  }

  @Test
  void moreWaitingPacketsThanAllowedCloseTheTransport() {
    server.root().guard(socket -> new CompletableFuture<>());
    client.receive("0");
    for (int i = 0; i < 256; i++) {
      client.receive("2[\"a\"]");
    }
    assertThat(client.closeReason()).isNull();
    client.receive("2[\"a\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
  }

  @Test
  void waitingPacketsAreBoundedInBytesToo() {
    SocketIoSocket socket = connect();
    client.execute(socket::hold);
    String large = "2[\"a\",\"" + "x".repeat(1_000_000) + "\"]";
    client.receive(large, large);
    assertThat(client.closeReason()).isNull();
    client.receive(large);
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
  }

  @Test
  void heldPacketsFollowTheReleaseInOrder() {
    SocketIoSocket socket = connect();
    List<Runnable> release = new ArrayList<>();
    client.execute(() -> release.add(socket.hold()));
    client.execute(() -> release.add(socket.hold()));
    client.receive("2[\"a\"]", "2[\"b\"]", "1", "0", "2[\"c\"]");
    assertThat(heard.take()).isEmpty();
    release.get(0).run();
    release.get(0).run();
    assertThat(heard.take()).isEmpty();
    release.get(1).run();
    assertThat(heard.take())
        .containsSubsequence(
            "event a []",
            "event b []",
            "disconnect client namespace disconnect rooms=0",
            "connect /",
            "event c []");
  }

  @Test
  void aHandlerMayHoldAgainDuringTheRelease() {
    List<Runnable> release = new ArrayList<>();
    server
        .root()
        .listen(
            new SocketListener() {
              @Override
              public void onEvent(SocketIoSocket socket, InboundEvent event) {
                release.add(socket.hold());
              }
            });
    connect();
    client.receive("2[\"a\"]", "2[\"b\"]", "2[\"c\"]");
    assertThat(heard.take()).containsExactly("event a []");
    release.get(0).run();
    assertThat(heard.take()).containsExactly("event b []");
    release.get(1).run();
    assertThat(heard.take()).containsExactly("event c []");
  }

  /** What waited for a decision stands before what came later and waits for a handler. */
  @Test
  void aDecisionDuringAHoldKeepsTheOrder() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    server.of("slow").guard(socket -> decision).listen(heard);
    SocketIoSocket socket = connect();
    client.receive("0/slow,", "2/slow,[\"1\"]");
    List<Runnable> release = new ArrayList<>();
    client.execute(() -> release.add(socket.hold()));
    client.receive("2/slow,[\"2\"]");
    decision.complete(null);
    assertThat(heard.take()).containsExactly("+/slow", "connect /slow");
    release.get(0).run();
    assertThat(heard.take()).containsExactly("event 1 []", "event 2 []");
  }

  @Test
  void acksPassAHold() {
    SocketIoSocket socket = connect();
    client.execute(socket::hold);
    var answer = socket.emitWithAck(Duration.ofSeconds(1), "ask").toCompletableFuture();
    client.receive("30[7]");
    assertThat(answer.join()).extracting(JsonText::text).containsExactly("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "2/other,[\"a\"]", "1/other,", "3/other,1[]", "2/other,", "4{}", "x", ""})
  void protocolErrorsCloseTheWholeConnection(String packet) {
    server.of("other");
    connect();
    client.receive(packet, "2[\"after\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
    assertThat(heard.take())
        .containsExactly(
            "disconnecting parse error rooms=1",
            "-/ parse error",
            "disconnect parse error rooms=0");
  }

  @Test
  void textBetweenAPacketAndItsAttachmentsIsMalformed() {
    connect();
    client.receive("51-[\"a\",{\"_placeholder\":true,\"num\":0}]", "2[\"b\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  @Test
  void anAttachmentWithoutItsPacketIsMalformed() {
    connect();
    client.receive(new byte[1]).receive(new byte[1]);
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  @Test
  void aBinaryEventWithoutAttachmentsIsAPlainOne() {
    connect();
    client.receive("50-[\"a\",1]", "2[\"b\"]");
    assertThat(heard.take()).containsExactly("event a [1]", "event b []");
  }

  @Test
  void aClientMayLeaveAndComeBackAtOnce() {
    String first = connect().id();
    client.receive("1", "0", "2[\"a\"]");
    assertThat(client.take()).singleElement().asString().matches("40" + SID).doesNotContain(first);
    assertThat(heard.take())
        .containsExactly(
            "disconnecting client namespace disconnect rooms=1",
            "-/ client namespace disconnect",
            "disconnect client namespace disconnect rooms=0",
            "+/",
            "connect /",
            "event a []");
    assertThat(server.root().socket(first)).isEmpty();
  }

  @Test
  void aKickedClientsLatePacketsAreDropped() {
    SocketIoSocket socket = connect();
    socket.disconnect(false);
    assertThat(client.take()).containsExactly("41");
    heard.take();
    client.receive("2[\"late\"]", "30[]", "1", "2");
    client.receive("51-[\"late\",{\"_placeholder\":true,\"num\":0}]").receive(new byte[1]);
    assertThat(heard.take()).isEmpty();
    assertThat(client.closeReason()).isNull();
    connect();
    client.receive("1", "2[\"late\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  @Test
  void aConnectMayOvertakeTheKickThatWaitsInTheMailbox() {
    SocketIoSocket socket = connect();
    client.execute(
        () -> {
          client.receive("0");
          socket.disconnect(false);
        });
    assertThat(client.take()).hasSize(2).first().isEqualTo("41");
    assertThat(server.root().sockets()).hasSize(1).doesNotContain(socket);
    assertThat(heard.last().connected()).isTrue();
  }

  @Test
  void theMemoryOfKicksIsBounded() {
    server.dynamic(name -> name.startsWith("/d"), namespace -> namespace.listen(heard));
    for (int i = 0; i < 20; i++) {
      client.receive("0/d" + i);
      heard.last().disconnect(false);
    }
    client.receive("2/d19,[\"late\"]", "2/d4,[\"late\"]");
    assertThat(client.closeReason()).isNull();
    client.receive("2/d3,[\"late\"]");
    assertThat(client.closeReason()).isEqualTo(CloseReason.PARSE_ERROR);
  }

  /** F4: a disconnect that closes leaves every namespace, then the transport. */
  @Test
  void disconnectingWithTheTransportLeavesEveryNamespace() {
    server.of("admin").listen(heard);
    SocketIoSocket socket = connect();
    client.receive("0/admin,");
    client.take();
    heard.take();
    socket.disconnect(true);
    socket.emit("late");
    assertThat(client.take()).containsExactly("41", "41/admin,");
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(heard.take())
        .filteredOn(line -> line.startsWith("disconnect "))
        .hasSize(2)
        .containsOnly("disconnect server namespace disconnect rooms=0");
    assertThat(server.of("admin").sockets()).isEmpty();
  }

  @Test
  void disconnectingInAHandlerEndsTheSocketBehindIt() {
    server
        .root()
        .listen(
            new SocketListener() {
              @Override
              public void onEvent(SocketIoSocket socket, InboundEvent event) {
                socket.emit("bye");
                socket.disconnect(false);
                socket.disconnect(false);
                event.ack(JsonText.NULL);
                assertThat(socket.connected()).isFalse();
                assertThat(socket.rooms()).hasSize(1);
              }
            });
    connect();
    client.receive("21[\"a\"]", "2[\"late\"]");
    assertThat(client.take()).containsExactly("42[\"bye\"]", "41");
    assertThat(heard.take())
        .containsExactly(
            "event a []",
            "disconnecting server namespace disconnect rooms=1",
            "-/ server namespace disconnect",
            "disconnect server namespace disconnect rooms=0");
    assertThat(heard.failures()).isZero();
  }

  @Test
  void aCloseBehindAKickKeepsTheKicksReason() {
    SocketIoSocket socket = connect();
    client.execute(
        () -> {
          client.close(CloseReason.PING_TIMEOUT);
          socket.disconnect(false);
        });
    assertThat(heard.take()).last().isEqualTo("disconnect server namespace disconnect rooms=0");
  }

  @Test
  void closingTheTransportSendsNoDisconnect() {
    SocketIoSocket socket = connect();
    socket.closeTransport();
    assertThat(client.take()).isEmpty();
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(heard.take()).last().isEqualTo("disconnect forced server close rooms=0");
  }

  @Test
  void everyCloseReasonReachesTheSockets() {
    for (CloseReason reason : CloseReason.values()) {
      client = FakeSession.open(server);
      connect().join("room");
      heard.take();
      client.close(reason);
      assertThat(heard.take())
          .containsExactly(
              "disconnecting " + reason.text() + " rooms=2",
              "-/ " + reason.text(),
              "disconnect " + reason.text() + " rooms=0");
    }
    assertThat(heard.rooms()).isZero();
    assertThat(server.root().adapter().rooms()).isEmpty();
  }

  @Test
  void theNamespacesOfOneClientAreBounded() {
    server.dynamic(name -> true, namespace -> {});
    for (int i = 0; i < 16; i++) {
      client.receive("0/n" + i);
    }
    client.take();
    client.receive("0/n16");
    assertThat(client.take()).containsExactly("44/n16,{\"message\":\"Too many namespaces\"}");
  }

  @Test
  void bugsInListenersDoNotEndTheSession() {
    server
        .root()
        .listen(
            new SocketListener() {
              @Override
              public void onConnect(SocketIoSocket socket) {
                throw new IllegalStateException("bug");
              }

              @Override
              public void onEvent(SocketIoSocket socket, InboundEvent event) {
                throw new AssertionError("bug");
              }

              @Override
              public void onDisconnecting(SocketIoSocket socket, DisconnectReason reason) {
                throw new IllegalStateException("bug");
              }

              @Override
              public void onDisconnect(SocketIoSocket socket, DisconnectReason reason) {
                throw new IllegalStateException("bug");
              }
            });
    SocketIoSocket socket = connect();
    client.receive("2[\"" + "long".repeat(50) + "\"]");
    socket.execute(
        () -> {
          throw new IllegalStateException("bug");
        });
    assertThat(heard.failures()).isEqualTo(3);
    assertThat(client.closeReason()).isNull();
    client.receive("1");
    assertThat(heard.failures()).isEqualTo(5);
    assertThat(server.root().sockets()).isEmpty();
  }

  @Test
  void aClosedConnectionLeavesNoTrace() {
    server.dynamic(name -> true, namespace -> {});
    SocketIoSocket socket = connect();
    socket.join("a", "b");
    client.receive("0/dynamic,");
    var answer = socket.emitWithAck(Duration.ofMinutes(1), "ask").toCompletableFuture();
    client.close(CloseReason.TRANSPORT_CLOSE);
    assertThat(answer).isCompletedExceptionally();
    assertThatThrownBy(answer::join).hasCauseInstanceOf(SocketClosedException.class);
    assertThat(scheduler.pending()).isZero();
    assertThat(server.namespaces()).containsExactly(server.root());
    assertThat(server.root().sockets()).isEmpty();
    assertThat(server.root().adapter().rooms()).isEmpty();
    assertThat(heard.rooms()).isZero();
    socket.join("a");
    socket.join(socket.id());
    assertThat(server.root().adapter().rooms()).isEmpty();
  }
}
