package dev.tutti.app;

import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;

/** Who speaks through a socket. */
public final class Senders {

  private Senders() {}

  /**
   * The user as the socket's present token names him.
   *
   * @throws EventRejectedException {@code unauthenticated} when nobody is signed in
   */
  public static User of(SocketIoSocket socket) {
    return socket
        .attribute(User.class)
        .orElseThrow(
            () -> new EventRejectedException("unauthenticated", "Authentication required"));
  }
}
