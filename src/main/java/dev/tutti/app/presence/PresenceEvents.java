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
  @Inject PresenceService presence;
  @Inject PresenceAnnouncer announcer;

  /** Behind the session's, which puts the socket into its user's room: who is online is reached. */
  @OnConnect
  @Priority(200)
  void connected(SocketIoSocket socket) {
    socket.attribute(User.class).ifPresent(user -> presence.connected(user.id(), socket.id()));
  }

  /** Behind the greeting. */
  @OnConnect
  @Priority(400)
  void snapshot(SocketIoSocket socket) {
    socket.attribute(User.class).ifPresent(user -> announcer.welcome(socket, user.id()));
  }

  @OnDisconnect
  void disconnected(SocketIoSocket socket) {
    socket.attribute(User.class).ifPresent(user -> presence.disconnected(user.id(), socket.id()));
  }
}
