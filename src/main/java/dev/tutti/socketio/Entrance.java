package dev.tutti.socketio;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One client's way into namespaces: the guards that decide, the refusals that it may collect, and
 * the deadline of its first success. Mailbox only. Socket.IO 5, "Connection to a namespace".
 */
final class Entrance {
  private static final Logger LOG = System.getLogger(Entrance.class.getName());

  private final SocketIoServer server;
  private final Session session;
  private final HeldPackets held;
  private final Connection connection;
  private final Map<String, PendingConnect> pending = new HashMap<>(2);
  private Scheduler.@Nullable Timer deadline;
  private int refusals;

  Entrance(SocketIoServer server, Session session, HeldPackets held, Connection connection) {
    this.server = server;
    this.session = session;
    this.held = held;
    this.connection = connection;
  }

  /** From now on the client has so long to join a first namespace. */
  void armDeadline() {
    deadline =
        server
            .scheduler()
            .schedule(
                server.config().connectTimeout(), () -> session.execute(this::deadlinePassed));
  }

  private void deadlinePassed() {
    if (deadline != null) {
      connection.end(CloseReason.UNAUTHENTICATED);
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  /** The CONNECT to this namespace that is not decided yet. */
  @Nullable PendingConnect undecided(String namespace) {
    return pending.get(namespace);
  }

  /** The client wants to join a namespace that it is not in. */
  void ask(Packet.Connect packet) {
    String name = packet.namespace();
    Namespace namespace;
    try {
      namespace = find(name);
    } catch (ConnectRefusedException refusal) {
      refuse(name, "unknown", refusal);
      return;
    } catch (RuntimeException | Error bug) {
      LOG.log(Level.ERROR, "setting up a dynamic namespace failed", bug);
      server.observer().failure();
      connection.end(CloseReason.FORCED_SERVER_CLOSE);
      return;
    }
    if (namespace == null) {
      PacketEncoder.connectError(name, "Invalid namespace", null).sendTo(session);
      server.observer().connectRefused("unknown", "invalid_namespace");
      return;
    }
    SocketIoSocket socket = new SocketIoSocket(connection, session, namespace, packet.auth());
    PendingConnect connect = new PendingConnect(socket);
    pending.put(name, connect);
    decide(connect);
  }

  private @Nullable Namespace find(String name) {
    int joined = connection.joinedCount() + pending.size();
    if (joined >= server.config().maxNamespacesPerConnection()) {
      throw new ConnectRefusedException("Too many namespaces", "too_many_namespaces", null);
    }
    return server.registry().acquire(name);
  }

  private void decide(PendingConnect connect) {
    CompletableFuture<Void> undecided;
    try {
      undecided = connect.advance();
    } catch (RuntimeException | Error refusal) {
      refused(connect, refusal);
      return;
    }
    if (undecided == null) {
      cancelDeadline();
      pending.remove(connect.namespace());
      connection.admit(connect);
      return;
    }
    var unused =
        undecided.whenComplete((decided, refusal) -> session.execute(() -> resume(connect)));
  }

  /** A guard has decided, perhaps too late. */
  private void resume(PendingConnect connect) {
    if (!connection.ended() && pending.get(connect.namespace()) == connect) {
      decide(connect);
    }
  }

  private void refused(PendingConnect connect, Throwable thrown) {
    Throwable refusal =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    Namespace namespace = connect.socket().namespace();
    pending.remove(namespace.name());
    server.registry().release(namespace);
    if (refusal instanceof ConnectRefusedException coded) {
      refuse(namespace.name(), namespace.metricName(), coded);
      dropUntilConnect(connect);
      connection.handle(connect.held());
    } else {
      if (!(refusal instanceof ConnectUnavailableException)) {
        namespace.failed(connect.socket(), "connect", refusal);
      }
      connection.end(CloseReason.FORCED_SERVER_CLOSE);
    }
  }

  private void refuse(String namespace, String metricName, ConnectRefusedException refusal) {
    try {
      JsonText data = refusal.data() == null ? null : server.json().encode(refusal.data());
      String message = String.valueOf(refusal.getMessage());
      PacketEncoder.connectError(namespace, message, data).sendTo(session);
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, () -> "a refusal cannot be written, namespace=" + metricName, bug);
      server.observer().failure();
      connection.end(CloseReason.FORCED_SERVER_CLOSE);
      return;
    }
    server.observer().connectRefused(metricName, refusal.code());
    refusals++;
    if (refusals >= server.config().maxConnectFailures()) {
      connection.end(CloseReason.UNAUTHENTICATED);
    }
  }

  /** What was meant for the refused socket is void; a CONNECT behind it is a new attempt. */
  private void dropUntilConnect(PendingConnect connect) {
    while (!connect.held().isEmpty() && !(connect.held().peek() instanceof Packet.Connect)) {
      held.discard(connect.held().remove());
    }
  }

  /** The client is gone: what guards decide from now on is void. */
  void close() {
    cancelDeadline();
    for (PendingConnect connect : pending.values()) {
      server.registry().release(connect.socket().namespace());
    }
    pending.clear();
  }
}
