package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamespacesTest {
  private final Recorder heard = new Recorder();
  private final List<String> closed = new ArrayList<>();
  private final SocketIoServer server = server(1_000);

  private SocketIoServer server(int maxDynamic) {
    SocketIoConfig defaults = SocketIoConfig.defaults();
    SocketIoConfig config =
        new SocketIoConfig(defaults.connectTimeout(), 3, 16, 10, 32, 64, 100, 256, 256, maxDynamic);
    return new SocketIoServer(
        config, new ManualScheduler(), new TestJson(), heard, this::closeNoting);
  }

  /** An adapter of which only the end matters. */
  private Adapter closeNoting(Namespace namespace, LocalAdapter local) {
    return (Adapter)
        Proxy.newProxyInstance(
            Adapter.class.getClassLoader(),
            new Class<?>[] {Adapter.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                closed.add(namespace.name());
                return null;
              }
              return method.invoke(local, args);
            });
  }

  @Test
  void namesAreUsedWithOrWithoutTheirSlash() {
    assertThat(server.of("chat")).isSameAs(server.of("/chat"));
    assertThat(server.of("")).isSameAs(server.root());
    assertThat(server.of("chat").name()).isEqualTo("/chat");
    assertThat(server.namespaces()).hasSize(2);
  }

  @Test
  void namesThatNoClientCanAskForAreRefused() {
    assertThatThrownBy(() -> server.of("a,b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> server.of("x".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDynamicNamespaceIsSetUpOnceAndGoesWithItsLastSocket() {
    List<String> setUp = new ArrayList<>();
    server.dynamic(
        name -> name.startsWith("/room-"),
        namespace -> {
          setUp.add(namespace.name());
          namespace.listen(heard);
        });
    FakeSession first = FakeSession.open(server).receive("0/room-1,");
    FakeSession second = FakeSession.open(server).receive("0/room-1", "0/other");
    assertThat(second.take()).hasSize(2).last().asString().contains("Invalid namespace");
    assertThat(setUp).containsExactly("/room-1");
    assertThat(heard.take()).contains("+dynamic", "connect /room-1");
    first.receive("1/room-1");
    assertThat(server.namespaces()).hasSize(1);
    second.close(CloseReason.PING_TIMEOUT);
    assertThat(server.namespaces()).isEmpty();
    assertThat(closed).containsExactly("/room-1");
    FakeSession.open(server).receive("0/room-1,");
    assertThat(setUp).hasSize(2);
  }

  @Test
  void aRefusedConnectLeavesNoDynamicNamespace() {
    CompletableFuture<Void> decision = new CompletableFuture<>();
    server.dynamic(name -> true, namespace -> namespace.guard(socket -> decision));
    FakeSession client = FakeSession.open(server).receive("0/x");
    FakeSession gone = FakeSession.open(server).receive("0/x");
    gone.close(CloseReason.TRANSPORT_CLOSE);
    assertThat(server.namespaces()).hasSize(1);
    decision.completeExceptionally(new ConnectRefusedException("no", "no", null));
    assertThat(client.take()).containsExactly("44/x,{\"message\":\"no\"}");
    assertThat(server.namespaces()).isEmpty();
  }

  @Test
  void dynamicNamespacesAreBounded() {
    SocketIoServer small = server(1);
    small.dynamic(name -> true, namespace -> {});
    FakeSession client = FakeSession.open(small).receive("0/a", "0/b");
    assertThat(client.take())
        .hasSize(2)
        .last()
        .isEqualTo("44/b,{\"message\":\"Too many namespaces\"}");
    client.receive("1/a", "0/b");
    assertThat(client.take()).singleElement().asString().startsWith("40/b,");
  }

  @Test
  void aDynamicNamespaceThatIsAskedForByNameStays() {
    server.dynamic(name -> true, namespace -> {});
    FakeSession client = FakeSession.open(server).receive("0/a");
    Namespace kept = server.of("/a");
    client.receive("1/a");
    assertThat(server.namespaces()).containsExactly(kept);
  }

  @Test
  void aBugInTheSetUpClosesTheTransport() {
    server.dynamic(
        name -> true,
        namespace -> {
          throw new IllegalStateException("bug");
        });
    FakeSession client = FakeSession.open(server).receive("0/a");
    assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    assertThat(heard.failures()).isEqualTo(1);
    assertThat(server.namespaces()).isEmpty();
  }

  @Test
  void eventsOfOtherNodesReachTheirListener() {
    List<JsonText> answers = new ArrayList<>();
    Namespace root =
        server
            .root()
            .onServerSideEvent("sum", (args, answer) -> answer.accept(args.get(0)))
            .onServerSideEvent(
                "bug",
                (args, answer) -> {
                  throw new IllegalStateException("bug");
                });
    root.serverSideEvent(List.of(new JsonText("\"s\\u0075m\""), new JsonText("3")), answers::add);
    root.serverSideEvent(List.of(new JsonText("\"other\"")), answers::add);
    root.serverSideEvent(List.of(new JsonText("1")), answers::add);
    root.serverSideEvent(List.of(), answers::add);
    root.serverSideEvent(List.of(new JsonText("\"bug\"")), answers::add);
    assertThat(answers).containsExactly(new JsonText("3"));
    assertThat(heard.failures()).isEqualTo(1);
  }

  @Test
  void badConfigurationNamesItsComponent() {
    SocketIoConfig d = SocketIoConfig.defaults();
    assertThatThrownBy(
            () -> new SocketIoConfig(d.connectTimeout(), 3, 16, 10, 0, 64, 100, 256, 256, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxJsonDepth");
    assertThatThrownBy(() -> new SocketIoConfig(Duration.ZERO, 3, 16, 10, 1, 64, 1, 256, 256, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("connectTimeout");
  }

  /** F20: an id begins as no public room may, so that nobody can name another's socket. */
  @Test
  void idsOfSocketsDifferFromTheSessionsAndFromEachOther() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(SocketIds.next("x"));
    }
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("_[A-Za-z0-9_-]{19}"));
  }
}
