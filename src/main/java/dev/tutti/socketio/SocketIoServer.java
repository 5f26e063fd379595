package dev.tutti.socketio;

import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.SessionAcceptor;
import dev.tutti.engineio.SessionListener;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All namespaces of this node, and the entry of every new session. Any thread. */
public final class SocketIoServer implements SessionAcceptor {
  private final SocketIoConfig config;
  private final Scheduler scheduler;
  private final JsonCodec json;
  private final SocketIoObserver observer;
  private final JsonReader jsonReader;
  private final PacketDecoder decoder;
  private final Namespaces namespaces;

  /** A server that keeps to this node. */
  public SocketIoServer(
      SocketIoConfig config, Scheduler scheduler, JsonCodec json, SocketIoObserver observer) {
    this(config, scheduler, json, observer, AdapterFactory.LOCAL);
  }

  public SocketIoServer(
      SocketIoConfig config,
      Scheduler scheduler,
      JsonCodec json,
      SocketIoObserver observer,
      AdapterFactory adapters) {
    this.config = config;
    this.scheduler = scheduler;
    this.json = json;
    this.observer = observer;
    jsonReader = new JsonReader(config.maxJsonDepth());
    decoder = new PacketDecoder(jsonReader, config.maxAttachments());
    namespaces = new Namespaces(this, adapters, config.maxDynamicNamespaces());
  }

  /**
   * The namespace of this name, created when it is new; {@code chat} means {@code /chat}.
   *
   * @throws IllegalArgumentException when no client could ask for it
   */
  public Namespace of(String name) {
    return namespaces.of(name);
  }

  /**
   * Namespaces that come to be when a client asks for a name that fits, and go with their last
   * socket; each is set up once before its first socket. Neither argument may block.
   */
  public void dynamic(Predicate<String> names, Consumer<Namespace> setUp) {
    namespaces.dynamic(names, setUp);
  }

  /** The namespace {@code /}. */
  public Namespace root() {
    return of("/");
  }

  public Collection<Namespace> namespaces() {
    return namespaces.all();
  }

  @Override
  public SessionListener accept(Session session) {
    return Connection.open(this, session);
  }

  LocalAdapter localAdapter(String namespace) {
    return new LocalAdapter(namespace, config, scheduler, observer);
  }

  SocketIoConfig config() {
    return config;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  JsonCodec json() {
    return json;
  }

  JsonReader jsonReader() {
    return jsonReader;
  }

  PacketDecoder decoder() {
    return decoder;
  }

  SocketIoObserver observer() {
    return observer;
  }

  Namespaces registry() {
    return namespaces;
  }
}
