package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAdapterTest extends AdapterContract {

  @Override
  protected AdapterFactory adapters() {
    return AdapterFactory.LOCAL;
  }

  @Test
  void noOtherNodeHearsOrAnswers() {
    SocketIoServer server =
        new SocketIoServer(
            SocketIoConfig.defaults(), scheduler, new TestJson(), SocketIoObserver.NONE);
    Namespace root =
        server.root().onServerSideEvent("e", (args, answer) -> answer.accept(args.get(0)));
    root.serverSideEmit("e", 1);
    assertThat(
            root.serverSideEmitWithAck(Duration.ofSeconds(1), "e", 1).toCompletableFuture().join())
        .isEqualTo(new ServerSideAnswers(List.of(), true));
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void nothingIsEncodedForNobody() {
    SocketIoServer server =
        new SocketIoServer(
            SocketIoConfig.defaults(),
            new ManualScheduler(),
            new TestJson(),
            SocketIoObserver.NONE);
    JsonText unwritable = new JsonText("0", List.of(new byte[1]));
    server.root().emit("e", unwritable);
    assertThat(server.root().sockets()).isEmpty();
  }

  @Test
  void theArrayOfARoomIsSharedUntilItChanges() {
    Room room = new Room();
    SocketIoSocket[] empty = room.snapshot();
    assertThat(empty).isEmpty();
    assertThat(room.snapshot()).isSameAs(empty);
    assertThat(room.size()).isZero();
  }
}
