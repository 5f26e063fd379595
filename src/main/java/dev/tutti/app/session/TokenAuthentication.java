package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.events.EventInterceptor;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.Invocation;
import dev.tutti.events.StageFailures;
import dev.tutti.security.TokenError;
import dev.tutti.security.TokenRefusedException;
import dev.tutti.security.TokenVerifier;
import dev.tutti.security.User;
import dev.tutti.security.VerificationUnavailableException;
import dev.tutti.socketio.ConnectRefusedException;
import dev.tutti.socketio.ConnectUnavailableException;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in before their token is verified, and serves nobody after it has ended.
 *
 * <p>The token is {@code auth.token} of CONNECT; else that of the handshake's {@code Authorization}
 * header, as the server has verified it or, where it verifies none, as we do.
 */
@Dependent
class TokenAuthentication implements EventInterceptor {
  private static final System.Logger LOG = System.getLogger(TokenAuthentication.class.getName());
  private static final String BEARER = "Bearer ";

  @Inject TokenVerifier verifier;
  @Inject SessionService sessions;
  @Inject SessionConfig config;
  @Inject Scheduler scheduler;

  @Override
  public int priority() {
    return AUTHENTICATION;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    return switch (invocation.kind()) {
      case CONNECT -> connect(invocation, chain);
      case EVENT -> event(invocation, chain);
    };
  }

  private CompletionStage<@Nullable Object> connect(Invocation invocation, Chain chain) {
    SocketIoSocket socket = invocation.socket();
    return inMailbox(socket, identify(socket))
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(answer(socket, failure)))
        .thenCompose(
            user -> {
              user.ifPresent(known -> socket.attribute(User.class, known));
              return chain.proceed(invocation);
            });
  }

  /** The timer that ends a session may be late; its events are not served meanwhile. */
  private CompletionStage<@Nullable Object> event(Invocation invocation, Chain chain) {
    SocketIoSocket socket = invocation.socket();
    Instant expiresAt = invocation.user().map(User::expiresAt).orElse(null);
    if (expiresAt != null && !scheduler.now().isBefore(expiresAt)) {
      // After this event's answer.
      socket.execute(() -> sessions.end(socket, SessionEnd.EXPIRED));
      TokenError error = TokenError.TOKEN_EXPIRED;
      return CompletableFuture.failedFuture(
          new EventRejectedException(error.code(), error.message()));
    }
    return chain.proceed(invocation);
  }

  private CompletionStage<Optional<User>> identify(SocketIoSocket socket) {
    Principal principal = socket.handshake().principal();
    try {
      Optional<String> token = AuthToken.of(socket.auth());
      if (token.isPresent()) {
        return verifier.verify(token.get()).thenApply(user -> Optional.of(same(user, principal)));
      }
      if (principal instanceof JsonWebToken verified) {
        return CompletableFuture.completedFuture(Optional.of(verifier.userOf(verified)));
      }
      return header(socket);
    } catch (TokenRefusedException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private CompletionStage<Optional<User>> header(SocketIoSocket socket) {
    Optional<String> header = socket.handshake().header("authorization");
    if (header.isEmpty()) {
      if (config.tokenRequired()) {
        throw new TokenRefusedException(TokenError.TOKEN_MISSING);
      }
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!header.get().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    return verifier.verify(header.get().substring(BEARER.length()).strip()).thenApply(Optional::of);
  }

  /** Two tokens must speak of the same user, or one of them is in the wrong hands. */
  private static User same(User user, @Nullable Principal principal) {
    if (principal instanceof JsonWebToken other
        && other.getSubject() != null
        && !other.getSubject().equals(user.id())) {
      throw new TokenRefusedException(TokenError.TOKEN_SUBJECT_MISMATCH);
    }
    return user;
  }

  /** Keys may come on another thread; the links behind this one run in the mailbox. */
  private static <T> CompletionStage<T> inMailbox(SocketIoSocket socket, CompletionStage<T> stage) {
    if (stage.toCompletableFuture().isDone()) {
      return stage;
    }
    CompletableFuture<T> moved = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) ->
            socket.execute(
                () -> {
                  if (failure == null) {
                    moved.complete(value);
                  } else {
                    moved.completeExceptionally(failure);
                  }
                }));
    return moved;
  }

  private static Throwable answer(SocketIoSocket socket, Throwable failure) {
    Throwable cause = StageFailures.cause(failure);
    if (cause instanceof TokenRefusedException refused) {
      TokenError error = refused.error();
      LOG.log(Level.DEBUG, () -> socket.id() + ": connect refused, " + error.code());
      return new ConnectRefusedException(
          error.message(), error.code(), Map.of("code", error.code()));
    }
    if (cause instanceof VerificationUnavailableException unavailable) {
      LOG.log(Level.DEBUG, () -> socket.id() + ": connect undecided, " + unavailable.getMessage());
      return new ConnectUnavailableException("the token cannot be judged now", unavailable);
    }
    return cause;
  }
}
