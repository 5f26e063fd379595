package dev.tutti.socketio;

import java.util.List;

/** The application above a namespace. Every method runs in the socket's session mailbox. */
public interface SocketListener {

  /** The socket has joined its namespace; emits follow the CONNECT reply. */
  default void onConnect(SocketIoSocket socket) {}

  /**
   * Who reads the arguments of an event while it is decoded; always the same list for an event. The
   * first listener of a namespace that wants any read is asked.
   *
   * @return by position, empty when all are wanted as text
   */
  default List<ArgumentReader> readers(String event) {
    return List.of();
  }

  /** An event arrived; events of one socket come in order. */
  default void onEvent(SocketIoSocket socket, InboundEvent event) {}

  /** The socket is about to leave: its rooms are still there. */
  default void onDisconnecting(SocketIoSocket socket, DisconnectReason reason) {}

  /** The socket has left. Called exactly once after {@link #onConnect}. */
  default void onDisconnect(SocketIoSocket socket, DisconnectReason reason) {}
}
