package dev.tutti.socketio;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group of sockets that share guards, a listener and rooms. Guards and listeners are registered
 * before the server takes connections; everything else may be called by any thread.
 */
public final class Namespace {
  private static final Logger LOG = System.getLogger(Namespace.class.getName());

  private final String name;
  private final String metricName;
  private final SocketIoServer server;
  private final LocalAdapter local;
  private final Adapter adapter;
  private final List<ConnectGuard> guards = new CopyOnWriteArrayList<>();
  private final List<SocketListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, BiConsumer<List<JsonText>, Consumer<JsonText>>> serverSideListeners =
      new ConcurrentHashMap<>();

  /**
   * @param metricName names the namespace in metrics, of which there may be only so many
   */
  Namespace(String name, String metricName, SocketIoServer server, AdapterFactory adapters) {
    this.name = name;
    this.metricName = metricName;
    this.server = server;
    this.local = server.localAdapter(name);
    this.adapter = adapters.create(this, local);
  }

  /** The name with its slash. */
  public String name() {
    return name;
  }

  /** Adds a guard behind those that are there. */
  public Namespace guard(ConnectGuard guard) {
    guards.add(guard);
    return this;
  }

  /** Adds a listener behind those that are there. */
  public Namespace listen(SocketListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Hears events of other nodes' {@link #serverSideEmit}, with a way to answer. Must not block: the
   * nodes' other messages wait.
   */
  public Namespace onServerSideEvent(
      String event, BiConsumer<List<JsonText>, Consumer<JsonText>> listener) {
    serverSideListeners.put(event, listener);
    return this;
  }

  public Adapter adapter() {
    return adapter;
  }

  /** The connected sockets of this node. */
  public Collection<SocketIoSocket> sockets() {
    return local.sockets();
  }

  public Optional<SocketIoSocket> socket(String id) {
    return local.socket(id);
  }

  /** All sockets, to be narrowed by {@link Emitter#to} and {@link Emitter#except}. */
  public Emitter everyone() {
    return new Emitter(adapter, server.json());
  }

  public Emitter to(String... rooms) {
    return everyone().to(rooms);
  }

  public Emitter in(String... rooms) {
    return everyone().to(rooms);
  }

  public Emitter except(String... rooms) {
    return everyone().except(rooms);
  }

  public void emit(String event, @Nullable Object... args) {
    everyone().emit(event, args);
  }

  /** Sends an event to the other nodes' listeners. */
  public void serverSideEmit(String event, @Nullable Object... args) {
    adapter.serverSideEmit(Emitter.encode(server.json(), event, args));
  }

  /** Sends an event to the other nodes' listeners and gathers their answers. */
  public CompletionStage<ServerSideAnswers> serverSideEmitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    return adapter.serverSideEmitWithAck(Emitter.encode(server.json(), event, args), timeout);
  }

  /**
   * An event of another node arrived; for adapters.
   *
   * @param args the event's name as JSON first
   * @param answer takes the answer, if the other node wants one
   * @return whether a listener took it; if not, no answer will come
   */
  public boolean serverSideEvent(List<JsonText> args, Consumer<JsonText> answer) {
    String event = args.isEmpty() ? null : server.jsonReader().string(args.get(0).text());
    BiConsumer<List<JsonText>, Consumer<JsonText>> listener =
        event == null ? null : serverSideListeners.get(event);
    if (event == null || listener == null) {
      return false;
    }
    try {
      listener.accept(args.subList(1, args.size()), answer);
      return true;
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, () -> "server-side event failed, " + where(event), bug);
      server.observer().failure();
      return false;
    }
  }

  String metricName() {
    return metricName;
  }

  LocalAdapter local() {
    return local;
  }

  SocketIoServer server() {
    return server;
  }

  List<ConnectGuard> guards() {
    return guards;
  }

  void connected(SocketIoSocket socket) {
    for (SocketListener listener : listeners) {
      safely(socket, "connect", () -> listener.onConnect(socket));
    }
  }

  /** See {@link SocketListener#readers}. */
  List<ArgumentReader> readers(String event) {
    for (SocketListener listener : listeners) {
      List<ArgumentReader> readers = listener.readers(event);
      if (!readers.isEmpty()) {
        return readers;
      }
    }
    return List.of();
  }

  void received(SocketIoSocket socket, InboundEvent event) {
    for (SocketListener listener : listeners) {
      safely(socket, event.name(), () -> listener.onEvent(socket, event));
    }
  }

  void disconnecting(SocketIoSocket socket, DisconnectReason reason) {
    for (SocketListener listener : listeners) {
      safely(socket, "disconnecting", () -> listener.onDisconnecting(socket, reason));
    }
  }

  void disconnected(SocketIoSocket socket, DisconnectReason reason) {
    for (SocketListener listener : listeners) {
      safely(socket, "disconnect", () -> listener.onDisconnect(socket, reason));
    }
  }

  /** Runs the application's code; its bugs end here. */
  void safely(SocketIoSocket socket, String event, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error bug) {
      failed(socket, event, bug);
    }
  }

  /** Notes a bug of the application, once. */
  void failed(SocketIoSocket socket, String event, Throwable bug) {
    LOG.log(Level.ERROR, () -> socket.id() + " listener failed, " + where(event), bug);
    server.observer().failure();
  }

  /** A client chooses the event's name: neither its length nor its line breaks reach the log. */
  private String where(String event) {
    String shown = event.length() > 64 ? event.substring(0, 64) : event;
    return "namespace=" + name + " event=" + EventNames.quote(shown);
  }
}
