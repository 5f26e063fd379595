package dev.tutti.monitoring;

import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import java.util.Optional;
import java.util.Set;

/** What tracing wants to know of a socket, and asks for only while it is on. */
interface TracedSocket {

  /** The public id. */
  String id();

  /** The user's id, once known. */
  Optional<String> user();

  Set<String> rooms();

  static TracedSocket of(SocketIoSocket socket) {
    return new TracedSocket() {
      @Override
      public String id() {
        return socket.id();
      }

      @Override
      public Optional<String> user() {
        return socket.attribute(User.class).map(User::id);
      }

      @Override
      public Set<String> rooms() {
        return socket.rooms();
      }
    };
  }
}
