package dev.tutti.socketio;

import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.SessionAcceptor;
import dev.tutti.engineio.SessionListener;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All namespaces of this node, and the entry of every new session. */
public final class SocketIoServer implements SessionAcceptor {

  public SocketIoServer(
      SocketIoConfig config, Scheduler scheduler, JsonCodec json, SocketIoObserver observer) {}

  /** The namespace of this name, created when it is new; {@code chat} means {@code /chat}. */
  public Namespace of(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Namespaces that come to be when a client asks for a name that fits, and go with their last
   * socket; each is set up once before its first socket.
   */
  public void dynamic(Predicate<String> names, Consumer<Namespace> setUp) {
    throw new UnsupportedOperationException();
  }

  /** The namespace {@code /}. */
  public Namespace root() {
    return of("/");
  }

  public Collection<Namespace> namespaces() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SessionListener accept(Session session) {
    throw new UnsupportedOperationException();
  }
}
