package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.security.Revocations;
import dev.tutti.security.User;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Ends sessions: by hand, by revocation and by the clock. Thread-safe; nothing blocks. */
@ApplicationScoped
public class SessionService {
  /** What nodes tell each other, with the user's id; the format of a version of Tutti. */
  private static final String KICK = "tutti:1:kick";

  @Inject SessionConfig config;
  @Inject Scheduler scheduler;
  @Inject Revocations revocations;
  @Inject SocketIoServer server;
  @Inject JacksonJsonCodec json;

  private LiveSessions live;
  private Runnable stopHearing;

  @PostConstruct
  void start() {
    live = new LiveSessions(config, scheduler, revocations);
    stopHearing = revocations.onRevocation(users -> live.end(users, SessionEnd.REVOKED));
    server.root().onServerSideEvent(KICK, (args, answer) -> kick(args));
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
   * Ends a user's sessions with code {@code kicked}, on this node at once, on the others as far as
   * they can be reached now; the tokens stay good.
   *
   * @return how many sockets this node had
   */
  public int endSessions(String userId) {
    server.root().serverSideEmit(KICK, userId);
    return kick(userId);
  }

  private int kick(String userId) {
    return live.end(user -> user.id().equals(userId), SessionEnd.KICKED);
  }

  private void kick(List<JsonText> args) {
    String userId = args.isEmpty() ? null : json.decode(args.get(0), String.class);
    if (userId != null) {
      kick(userId);
    }
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
