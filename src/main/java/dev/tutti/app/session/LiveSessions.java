package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.Revocations;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The signed-in sockets of this node, each with its watch. Thread-safe. */
final class LiveSessions {
  private final SessionConfig config;
  private final Scheduler scheduler;
  private final Revocations revocations;
  private final Map<SocketIoSocket, ExpiryWatch> watches = new ConcurrentHashMap<>();

  /** The few sockets whose token is refreshed by way of another socket, the one in {@code /}. */
  private final Set<SocketIoSocket> elsewhere = ConcurrentHashMap.newKeySet();

  LiveSessions(SessionConfig config, Scheduler scheduler, Revocations revocations) {
    this.config = config;
    this.scheduler = scheduler;
    this.revocations = revocations;
  }

  /**
   * A socket has connected; known ones are left alone. Called in its mailbox.
   *
   * @return whether the session goes on
   */
  boolean open(SocketIoSocket socket) {
    if (socket.attribute(User.class).isEmpty() || watches.containsKey(socket)) {
      return true;
    }
    ExpiryWatch watch = new ExpiryWatch(socket, scheduler, config.expiryNotice());
    watches.put(socket, watch);
    if (!socket.namespace().name().equals("/")) {
      elsewhere.add(socket);
    }
    // behind what the client is told first
    socket.execute(watch::look);
    return unlessRevoked(watch);
  }

  /** A socket has gone. Called in its mailbox. */
  void close(SocketIoSocket socket) {
    elsewhere.remove(socket);
    ExpiryWatch watch = watches.remove(socket);
    if (watch != null) {
      watch.stop();
    }
  }

  /**
   * A socket's user has another token, which is good for the user's sockets in the connection's
   * other namespaces as well. Called in their mailbox.
   */
  void renew(SocketIoSocket socket, User user) {
    renewOne(socket, user);
    for (SocketIoSocket other : elsewhere) {
      if (sameConnection(socket, other) && isOf(user, other)) {
        renewOne(other, user);
      }
    }
  }

  private void renewOne(SocketIoSocket socket, User user) {
    socket.attribute(User.class, user);
    ExpiryWatch watch = watches.get(socket);
    if (watch != null && unlessRevoked(watch)) {
      watch.look();
    }
  }

  @SuppressWarnings("ReferenceEquality") // the one object of a connection; two may be equal
  private static boolean sameConnection(SocketIoSocket socket, SocketIoSocket other) {
    return socket.handshake() == other.handshake();
  }

  private static boolean isOf(User user, SocketIoSocket socket) {
    return socket
        .attribute(User.class)
        .filter(known -> known.id().equals(user.id()))
        .filter(known -> Objects.equals(known.issuer(), user.issuer()))
        .isPresent();
  }

  /** Ends one session. Any thread. */
  void end(SocketIoSocket socket, SessionEnd end) {
    ExpiryWatch watch = watches.get(socket);
    if (watch != null) {
      watch.end(end);
    }
  }

  /** Ends the sessions of users, and says how many. Any thread. */
  int end(Predicate<User> users, SessionEnd end) {
    int ended = 0;
    for (ExpiryWatch watch : watches.values()) {
      if (watch.user().filter(users).isPresent() && watch.end(end)) {
        ended++;
      }
    }
    return ended;
  }

  /** The sockets of a user. */
  int count(String userId) {
    int count = 0;
    for (ExpiryWatch watch : watches.values()) {
      if (watch.user().filter(user -> user.id().equals(userId)).isPresent()) {
        count++;
      }
    }
    return count;
  }

  int size() {
    return watches.size();
  }

  /** A revocation that came before the watch was known has not met it. */
  private boolean unlessRevoked(ExpiryWatch watch) {
    return watch.user().filter(revocations::isRevoked).isEmpty() || !watch.end(SessionEnd.REVOKED);
  }
}
