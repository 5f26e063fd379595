package dev.tutti.app.session;

import dev.tutti.events.Connected;
import dev.tutti.events.Disconnected;
import dev.tutti.events.EventController;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.OnConnect;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RateLimited;
import dev.tutti.security.TokenError;
import dev.tutti.security.TokenRefusedException;
import dev.tutti.security.TokenVerifier;
import dev.tutti.security.User;
import dev.tutti.security.VerificationUnavailableException;
import dev.tutti.socketio.RoomLimitException;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A client signs in, and keeps its session with fresh tokens. */
@EventController
class SessionEvents {
  private static final System.Logger LOG = System.getLogger(SessionEvents.class.getName());

  @Inject SessionService sessions;
  @Inject TokenVerifier verifier;

  /** First of all features, so that each finds the user's room complete. */
  @OnConnect
  @Priority(100)
  void connect(SocketIoSocket socket) {
    var unusedGoesOn = signIn(socket);
  }

  /** Behind presence: who is greeted can be reached. */
  @OnConnect
  @Priority(300)
  void welcome(SocketIoSocket socket) {
    socket
        .attribute(User.class)
        .filter(user -> socket.connected())
        .ifPresent(
            user ->
                socket.emit(
                    "connected", new Welcome("Connected successfully", user.id(), socket.id())));
  }

  /**
   * In namespaces other than {@code /} a socket has its user's room and its token's end as well.
   */
  void connectElsewhere(@Observes @Connected SocketIoSocket socket) {
    if (!socket.namespace().name().equals("/")) {
      signIn(socket);
    }
  }

  void disconnect(@Observes @Disconnected SocketIoSocket socket) {
    sessions.close(socket);
  }

  /** Takes a fresh token of the same user; any other ends the session. */
  @OnEvent("token-refresh")
  @RateLimited(limit = 10)
  CompletionStage<TokenRefreshed> refresh(
      SocketIoSocket socket, User user, @Valid TokenRefresh request) {
    CompletableFuture<TokenRefreshed> answer = new CompletableFuture<>();
    verifier
        .verify(request.token())
        .whenComplete(
            (fresh, failure) -> socket.execute(() -> settle(socket, user, fresh, failure, answer)));
    return answer;
  }

  private boolean signIn(SocketIoSocket socket) {
    User user = socket.attribute(User.class).orElse(null);
    if (user == null) {
      return false;
    }
    try {
      socket.join(UserRoom.of(user.id()));
    } catch (RoomLimitException e) {
      LOG.log(Level.WARNING, () -> socket.id() + ": no room for its user, " + e.getMessage());
      socket.closeTransport();
      return false;
    }
    return sessions.open(socket);
  }

  private void settle(
      SocketIoSocket socket,
      User user,
      @Nullable User fresh,
      @Nullable Throwable failure,
      CompletableFuture<TokenRefreshed> answer) {
    if (fresh != null && sameUser(user, fresh)) {
      sessions.renew(socket, fresh);
      answer.complete(new TokenRefreshed(fresh.expiresAt()));
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof VerificationUnavailableException) {
      answer.completeExceptionally(
          new EventRejectedException(
              EventRejectedException.UNAVAILABLE,
              "The token cannot be judged now",
              null,
              null,
              true));
      return;
    }
    if (cause != null && !(cause instanceof TokenRefusedException)) {
      answer.completeExceptionally(cause);
      return;
    }
    TokenError error =
        cause instanceof TokenRefusedException refused
            ? refused.error()
            : TokenError.TOKEN_SUBJECT_MISMATCH;
    answer.completeExceptionally(new EventRejectedException(error.code(), error.message()));
    // behind the answer
    boolean mayReturn = error != TokenError.TOKEN_REVOKED;
    socket.execute(() -> sessions.end(socket, new SessionEnd(error.code(), mayReturn)));
  }

  private static boolean sameUser(User user, User fresh) {
    return user.id().equals(fresh.id())
        && (user.issuer() == null
            || fresh.issuer() == null
            || Objects.equals(user.issuer(), fresh.issuer()));
  }
}
