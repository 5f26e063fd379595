package dev.tutti.socketio;

import java.util.List;

/**
 * Hears what the Socket.IO layer does, for metrics. Called on hot paths: count and return. The
 * names of namespaces are bounded: all dynamic ones are {@code dynamic}, those not found {@code
 * unknown}.
 */
public interface SocketIoObserver {

  /** Hears nothing. */
  SocketIoObserver NONE = new SocketIoObserver() {};

  default void socketConnected(String namespace) {}

  default void socketDisconnected(String namespace, DisconnectReason reason) {}

  /** A CONNECT was refused; the code is a bounded set of snake_case words. */
  default void connectRefused(String namespace, String code) {}

  /** A broadcast reached this many sockets of this node. */
  default void broadcastDelivered(int sockets) {}

  /** The rooms of this node, the sockets' own not counted, grew (or shrank) by this many. */
  default void roomsChanged(int delta) {}

  /** A bug in a listener or an outage; already logged. */
  default void failure() {}

  /**
   * Whether {@link #emitted} and {@link #broadcast} want to hear now; a volatile read, asked once
   * an emit or broadcast, so that tracing costs nothing while it is off.
   */
  default boolean tracing() {
    return false;
  }

  /**
   * An event was sent to one socket, alone or by a broadcast; called only while {@link #tracing}.
   *
   * @param args the event name as JSON first, then its arguments
   */
  default void emitted(SocketIoSocket socket, List<JsonText> args) {}

  /**
   * A broadcast reached this many sockets of this node; called only while {@link #tracing}.
   *
   * @param args the event name as JSON first, then its arguments
   */
  default void broadcast(Selection selection, List<JsonText> args, int sockets) {}
}
