package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.Revocations;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Ends sessions: by hand, by revocation and by the clock. Thread-safe; nothing blocks. */
@ApplicationScoped
public class SessionService {
  @Inject SessionConfig config;
  @Inject Scheduler scheduler;
  @Inject Revocations revocations;

  private LiveSessions live;
  private Runnable stopHearing;

  @PostConstruct
  void start() {
    live = new LiveSessions(config, scheduler, revocations);
    stopHearing = revocations.onRevocation(users -> live.end(users, SessionEnd.REVOKED));
  }

  @PreDestroy
  void stop() {
    stopHearing.run();
  }

  /**
   * Revokes all tokens of a user issued up to now; their sessions end and their clients stay away,
   * on this node at once.
   *
   * @return completes when all nodes know; fails when that is not certain
   */
  public CompletionStage<Void> revokeSubject(String userId) {
    return revocations.revokeSubject(userId);
  }

  /**
   * As {@link #revokeSubject}, for whom wants to know what it meant.
   *
   * @return how many sockets of this node it ended
   */
  public CompletionStage<Integer> logOut(String userId) {
    int open = live.count(userId);
    return revokeSubject(userId).thenApply(revoked -> open);
  }

  /** Revokes the tokens of a single-sign-on session, claim {@code sid}, as for a logout. */
  public CompletionStage<Void> revokeSession(String sessionId) {
    return revocations.revokeSession(sessionId);
  }

  /** Revokes one token, claim {@code jti}. */
  public CompletionStage<Void> revokeToken(String tokenId, Instant expiresAt) {
    return revocations.revokeToken(tokenId, expiresAt);
  }

  /**
   * Ends a user's sessions on this node with code {@code kicked}; the tokens stay good.
   *
   * @return how many sockets there were
   */
  public int endSessions(String userId) {
    return live.end(user -> user.id().equals(userId), SessionEnd.KICKED);
  }

  /** The signed-in sockets of this node. */
  public int openSessions() {
    return live.size();
  }

  boolean open(SocketIoSocket socket) {
    return live.open(socket);
  }

  void close(SocketIoSocket socket) {
    live.close(socket);
  }

  void renew(SocketIoSocket socket, User user) {
    live.renew(socket, user);
  }

  void end(SocketIoSocket socket, SessionEnd end) {
    live.end(socket, end);
  }
}
