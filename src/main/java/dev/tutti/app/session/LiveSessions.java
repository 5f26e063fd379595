package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.Revocations;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The signed-in sockets of this node, each with its watch. Thread-safe. */
final class LiveSessions {
  private final SessionConfig config;
  private final Scheduler scheduler;
  private final Revocations revocations;
  private final Map<SocketIoSocket, ExpiryWatch> watches = new ConcurrentHashMap<>();

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
    // behind what the client is told first
    socket.execute(watch::look);
    return unlessRevoked(watch);
  }

  /** A socket has gone. Called in its mailbox. */
  void close(SocketIoSocket socket) {
    ExpiryWatch watch = watches.remove(socket);
    if (watch != null) {
      watch.stop();
    }
  }

  /** A socket's user has another token. Called in its mailbox. */
  void renew(SocketIoSocket socket, User user) {
    socket.attribute(User.class, user);
    ExpiryWatch watch = watches.get(socket);
    if (watch != null && unlessRevoked(watch)) {
      watch.look();
    }
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

  int size() {
    return watches.size();
  }

  /** A revocation that came before the watch was known has not met it. */
  private boolean unlessRevoked(ExpiryWatch watch) {
    return watch.user().filter(revocations::isRevoked).isEmpty() || !watch.end(SessionEnd.REVOKED);
  }
}
