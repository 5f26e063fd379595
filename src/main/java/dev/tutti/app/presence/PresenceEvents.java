package dev.tutti.app.presence;

import dev.tutti.events.EventController;
import dev.tutti.events.OnConnect;
import dev.tutti.events.OnDisconnect;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;

/** Sees users come and go. */
@EventController
class PresenceEvents {
  /** Behind the session, which puts the socket into its user's room. */
  static final int PRIORITY = 200;

  @Inject PresenceService presence;
  @Inject PresenceAnnouncer announcer;

  @OnConnect
  @Priority(PRIORITY)
  void connected(SocketIoSocket socket) {
    socket
        .attribute(User.class)
        .ifPresent(
            user -> {
              presence.connected(user.id(), socket.id());
              announcer.welcome(socket, user.id());
            });
  }

  @OnDisconnect
  void disconnected(SocketIoSocket socket) {
    socket.attribute(User.class).ifPresent(user -> presence.disconnected(user.id(), socket.id()));
  }
}
