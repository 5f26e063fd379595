package dev.tutti.socketio;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.SessionListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client: its namespaces, and those that it asks for. Everything runs in the session's mailbox,
 * but for {@link #closeTransport}. Socket.IO 5, "Connection to a namespace".
 */
final class Connection implements SessionListener, Packet.Receiver {
  private static final Logger LOG = System.getLogger(Connection.class.getName());

  private final SocketIoServer server;
  private final Session session;
  private final Map<String, SocketIoSocket> sockets = new LinkedHashMap<>(2);
  private final Entrance entrance;

  /** Namespaces that the server took from the client, which may not have heard of it yet. */
  private final Set<String> kicked = new LinkedHashSet<>(1);

  private final HeldPackets held;
  private @Nullable PartialPacket partial;
  private int holds;
  private boolean draining;
  private boolean ended;

  private Connection(SocketIoServer server, Session session) {
    this.server = server;
    this.session = session;
    this.held = new HeldPackets(server.config().maxHeldPackets());
    this.entrance = new Entrance(server, session, held, this);
  }

  /** Takes a new session, which has so long to join a namespace. */
  static Connection open(SocketIoServer server, Session session) {
    Connection connection = new Connection(server, session);
    connection.entrance.armDeadline();
    return connection;
  }

  @Override
  public void onText(String data) {
    if (ended) {
      return;
    }
    try {
      if (partial != null) {
        throw new MalformedPacketException("text before the last attachment");
      }
      Decoded decoded = server.decoder().decode(data, this::readers);
      if (decoded instanceof Packet packet) {
        arrived(packet);
      } else {
        partial = (PartialPacket) decoded;
      }
    } catch (MalformedPacketException e) {
      malformed(e);
    }
  }

  @Override
  public void onBinary(byte[] data) {
    if (ended) {
      return;
    }
    if (partial == null) {
      malformed(new MalformedPacketException("an attachment without its packet"));
      return;
    }
    Packet packet = partial.add(data);
    if (packet != null) {
      partial = null;
      arrived(packet);
    }
  }

  /**
   * What has to wait is kept as text: values may take much more memory than what they are read of.
   */
  private List<ArgumentReader> readers(String namespace, String event) {
    SocketIoSocket socket = sockets.get(namespace);
    return socket == null || waits() ? List.of() : socket.namespace().readers(event);
  }

  /** Whether a packet that comes now is held back. */
  private boolean waits() {
    return holds > 0 || !held.isEmpty();
  }

  private void arrived(Packet packet) {
    if (packet instanceof Packet.Ack ack) {
      onAck(ack);
    } else if (waits()) {
      require(held.add(packet));
    } else {
      packet.deliverTo(this);
    }
  }

  @Override
  public void onConnect(Packet.Connect packet) {
    String name = packet.namespace();
    PendingConnect undecided = entrance.undecided(name);
    SocketIoSocket there = sockets.get(name);
    if (undecided != null && undecided.left()) {
      require(held.add(undecided.held(), packet));
    } else if (undecided != null || (there != null && there.connected())) {
      malformed(new MalformedPacketException("CONNECT to a namespace already joined"));
    } else {
      if (there != null) {
        leave(there, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
      }
      kicked.remove(name);
      entrance.ask(packet);
    }
  }

  /** A guard's last word: the client hears it first, then the application. */
  void admit(PendingConnect connect) {
    SocketIoSocket socket = connect.socket();
    Namespace namespace = socket.namespace();
    sockets.put(namespace.name(), socket);
    PacketEncoder.connect(namespace.name(), socket.id()).sendTo(session);
    socket.accepted();
    namespace.adapter().join(socket, List.of(socket.id()));
    server.observer().socketConnected(namespace.metricName());
    namespace.connected(socket);
    handle(connect.held());
  }

  /** Handles packets that waited for a decision, before all that came later. */
  void handle(Deque<Packet> waited) {
    held.prepend(waited);
    drain();
  }

  /** The namespaces that the client is in. */
  int joinedCount() {
    return sockets.size();
  }

  @Override
  public void onDisconnect(Packet.Disconnect packet) {
    PendingConnect undecided = entrance.undecided(packet.namespace());
    if (undecided != null) {
      undecided.leave();
      require(held.add(undecided.held(), packet));
      return;
    }
    SocketIoSocket socket = joined(packet);
    if (socket != null && socket.beginLeaving()) {
      leave(socket, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }
  }

  @Override
  public void onEvent(Packet.Event packet) {
    PendingConnect undecided = entrance.undecided(packet.namespace());
    if (undecided != null) {
      require(held.add(undecided.held(), packet));
      return;
    }
    SocketIoSocket socket = joined(packet);
    if (socket != null && socket.connected()) {
      Consumer<List<JsonText>> acks = packet.id() == null ? null : acks(socket, packet.id());
      InboundEvent event =
          new InboundEvent(packet.name(), packet.args(), packet.key(), packet.read(), acks);
      socket.namespace().received(socket, event);
    }
  }

  private static Consumer<List<JsonText>> acks(SocketIoSocket socket, long id) {
    return args -> socket.deliver(PacketEncoder.ack(socket.namespace().name(), id, args), false);
  }

  @Override
  public void onAck(Packet.Ack packet) {
    SocketIoSocket socket = entrance.undecided(packet.namespace()) != null ? null : joined(packet);
    if (socket != null) {
      socket.acks().answer(packet.id(), packet.args());
    }
  }

  @Override
  public void onEmpty(Packet.Empty packet) {
    if (entrance.undecided(packet.namespace()) == null) {
      joined(packet);
    }
  }

  /** The socket that a packet is for; absent when the client may not know that it is gone. */
  private @Nullable SocketIoSocket joined(Packet packet) {
    SocketIoSocket socket = sockets.get(packet.namespace());
    if (socket == null && !kicked.contains(packet.namespace())) {
      malformed(new MalformedPacketException("packet for a namespace not joined"));
    }
    return socket;
  }

  /** The second half of {@link SocketIoSocket#disconnect}. */
  void disconnect(SocketIoSocket socket, boolean close) {
    kick(socket);
    if (close) {
      for (SocketIoSocket other : List.copyOf(sockets.values())) {
        if (other.beginLeaving()) {
          PacketEncoder.disconnect(other.namespace().name()).sendTo(session);
        }
        kick(other);
      }
      end(CloseReason.FORCED_SERVER_CLOSE);
    }
  }

  private void kick(SocketIoSocket socket) {
    String name = socket.namespace().name();
    if (sockets.get(name) == socket && !socket.connected()) {
      if (kicked.size() >= server.config().maxNamespacesPerConnection()) {
        kicked.remove(kicked.iterator().next());
      }
      kicked.add(name);
      leave(socket, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }
  }

  private void leave(SocketIoSocket socket, DisconnectReason reason) {
    Namespace namespace = socket.namespace();
    sockets.remove(namespace.name());
    namespace.disconnecting(socket, reason);
    namespace.safely(socket, "disconnect", () -> namespace.adapter().leaveAll(socket));
    namespace.safely(socket, "disconnect", () -> socket.acks().close());
    server.observer().socketDisconnected(namespace.metricName(), reason);
    namespace.disconnected(socket, reason);
    server.registry().release(namespace);
  }

  boolean ended() {
    return ended;
  }

  void closeTransport() {
    session.close(CloseReason.FORCED_SERVER_CLOSE);
  }

  Runnable hold() {
    holds++;
    AtomicBoolean released = new AtomicBoolean();
    return () -> {
      if (released.compareAndSet(false, true)) {
        session.execute(this::release);
      }
    };
  }

  private void release() {
    holds--;
    drain();
  }

  /** Handles what was held back, in order, until something holds again. */
  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (holds == 0 && !ended) {
        Packet packet = held.poll();
        if (packet == null) {
          return;
        }
        packet.deliverTo(this);
      }
    } finally {
      draining = false;
    }
  }

  private void require(boolean fits) {
    if (!fits) {
      LOG.log(Level.DEBUG, () -> who() + " too many packets wait, transport closed");
      end(CloseReason.FORCED_SERVER_CLOSE);
    }
  }

  private void malformed(MalformedPacketException e) {
    LOG.log(Level.DEBUG, () -> who() + " malformed packet, transport closed: " + e.getMessage());
    end(CloseReason.PARSE_ERROR);
  }

  /** A public id of this client, if it has one: the session's own is a secret. */
  private String who() {
    return sockets.isEmpty() ? "-" : sockets.values().iterator().next().id();
  }

  /** Hears nothing more from the client, and closes its transport behind what was sent. */
  void end(CloseReason reason) {
    ended = true;
    session.close(reason);
  }

  @Override
  public void onClose(CloseReason reason) {
    ended = true;
    partial = null;
    held.clear();
    entrance.close();
    for (SocketIoSocket socket : List.copyOf(sockets.values())) {
      DisconnectReason left =
          socket.beginLeaving()
              ? DisconnectReason.of(reason)
              : DisconnectReason.SERVER_NAMESPACE_DISCONNECT;
      leave(socket, left);
    }
    kicked.clear();
  }
}
