package dev.tutti.events;

import dev.tutti.socketio.ArgumentReader;
import dev.tutti.socketio.ConnectGuard;
import dev.tutti.socketio.ConnectRefusedException;
import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.SocketIoSocket;
import dev.tutti.socketio.SocketListener;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings the connects and events of one namespace through the chain to their handlers. */
final class NamespaceEvents implements ConnectGuard, SocketListener {
  private static final System.Logger LOG = System.getLogger(NamespaceEvents.class.getName());

  private final EventCore core;
  private final NamespaceHandlers handlers;
  private final Consumer<SocketIoSocket> connected;
  private final Consumer<SocketIoSocket> disconnected;

  /**
   * @param connected hears of a socket after the handlers of its connect
   * @param disconnected hears of a socket after the handlers of its disconnect
   */
  NamespaceEvents(
      EventCore core,
      NamespaceHandlers handlers,
      Consumer<SocketIoSocket> connected,
      Consumer<SocketIoSocket> disconnected) {
    this.core = core;
    this.handlers = handlers;
    this.connected = connected;
    this.disconnected = disconnected;
  }

  @Override
  public CompletionStage<Void> decide(SocketIoSocket socket) {
    Invocation connect =
        new Invocation(
            Invocation.Kind.CONNECT, socket, "connect", List.of(socket.auth()), Optional.empty());
    return core.proceed(connect, passed -> CompletableFuture.completedFuture(null))
        .handle(
            (ignored, failure) -> {
              if (failure != null) {
                throw refusal(StageFailures.cause(failure));
              }
              return null;
            });
  }

  @Override
  public void onConnect(SocketIoSocket socket) {
    socket.attribute(Repeats.class, new Repeats(core.scheduler()));
    callAll(handlers.connects(), socket, null);
    hear(connected, socket);
  }

  @Override
  public List<ArgumentReader> readers(String event) {
    Handler handler = handlers.events().get(event);
    return handler == null ? List.of() : handler.readers();
  }

  @Override
  public void onEvent(SocketIoSocket socket, InboundEvent event) {
    new EventRun(core, socket, event, handlers.events().get(event.name())).start();
  }

  @Override
  public void onDisconnect(SocketIoSocket socket, DisconnectReason reason) {
    callAll(handlers.disconnects(), socket, reason);
    hear(disconnected, socket);
  }

  /** A link may refuse a connect as it refuses an event. */
  private static RuntimeException refusal(Throwable failure) {
    if (failure instanceof EventRejectedException refusal) {
      return new ConnectRefusedException(
          String.valueOf(refusal.getMessage()), refusal.code(), Map.of("code", refusal.code()));
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private void callAll(
      List<Handler> called, SocketIoSocket socket, @Nullable DisconnectReason reason) {
    HandlerCall call = new HandlerCall(socket, List.of(), List.of(), null, reason);
    for (Handler handler : called) {
      try {
        handler.call(call, core.reader());
      } catch (Throwable e) {
        log(socket, handler.method().name(), e);
      }
    }
  }

  private static void hear(Consumer<SocketIoSocket> hearer, SocketIoSocket socket) {
    try {
      hearer.accept(socket);
    } catch (RuntimeException e) {
      log(socket, "an observer of its life cycle", e);
    }
  }

  private static void log(SocketIoSocket socket, String what, Throwable failure) {
    LOG.log(
        Level.ERROR,
        () -> socket.id() + " in " + socket.namespace().name() + ": " + what + " failed",
        failure);
  }
}
