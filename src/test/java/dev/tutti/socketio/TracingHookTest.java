package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer hears of events that are sent, and when. */
class TracingHookTest {
  private final List<String> heard = new ArrayList<>();
  private boolean tracing;
  private final SocketIoObserver observer =
      new SocketIoObserver() {
        @Override
        public boolean tracing() {
          return tracing;
        }

        @Override
        public void emitted(SocketIoSocket socket, List<JsonText> args) {
          heard.add("emitted " + args.get(0).text());
        }

        @Override
        public void broadcast(Selection selection, List<JsonText> args, int sockets) {
          heard.add("broadcast " + args.get(0).text() + " to " + sockets);
        }
      };

  @Test
  void everyKindOfEmitIsHeardWhileTracingAndNoneOtherwise() {
    SocketIoServer server =
        new SocketIoServer(
            SocketIoConfig.defaults(), new ManualScheduler(), new TestJson(), observer);
    List<SocketIoSocket> sockets = new ArrayList<>();
    server
        .root()
        .listen(
            new SocketListener() {
              @Override
              public void onConnect(SocketIoSocket socket) {
                sockets.add(socket);
              }
            });
    FakeSession.open(server).receive("0");
    SocketIoSocket socket = sockets.get(0);

    socket.emit("unheard");
    server.root().emit("unheard");
    tracing = true;
    socket.emit("one");
    socket.emitVolatile("two");
    var unusedAnswer = socket.emitWithAck(Duration.ofSeconds(1), "three");
    server.root().emit("four");
    var unusedAnswers = server.root().everyone().emitWithAck(Duration.ofSeconds(1), "five");

    assertThat(heard)
        .containsExactly(
            "emitted \"one\"",
            "emitted \"two\"",
            "emitted \"three\"",
            "emitted \"four\"",
            "broadcast \"four\" to 1",
            "broadcast \"five\" to 1");
  }
}
