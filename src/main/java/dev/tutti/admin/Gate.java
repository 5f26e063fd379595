package dev.tutti.admin;

import dev.tutti.events.EventRejectedException;
import dev.tutti.events.StageFailures;
import dev.tutti.security.TokenRefusedException;
import dev.tutti.security.TokenVerifier;
import dev.tutti.security.User;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Where every request passes: only callers with the role get further, and every mistake leaves as a
 * problem with a code. Resources ask it themselves, so that none is reachable without it whatever
 * application a server finds them in.
 */
final class Gate {
  private static final Logger LOG = System.getLogger(Gate.class.getName());

  private final TokenVerifier verifier;
  private final AdminConfig config;
  private final Answers answers;
  private final Executor threads;

  /**
   * @param threads run what follows answers that took time, and may be blocked by slow callers
   */
  Gate(TokenVerifier verifier, AdminConfig config, Answers answers, Executor threads) {
    this.verifier = verifier;
    this.config = config;
    this.answers = answers;
    this.threads = threads;
  }

  /** Answers a request with what the action gives, if the caller may. */
  Answer pass(SecurityContext security, Supplier<Answer> action) {
    try {
      requireRole(security);
      return action.get();
    } catch (RuntimeException e) {
      return problem(e);
    }
  }

  /** As {@link #pass} with an answer that may take time; the stage never fails. */
  CompletionStage<Answer> passLater(
      SecurityContext security, Supplier<CompletionStage<Answer>> action) {
    CompletableFuture<Answer> answer;
    try {
      requireRole(security);
      answer = action.get().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(problem(e));
    }
    return (answer.isDone() ? answer : answer.whenCompleteAsync((done, failed) -> {}, threads))
        .exceptionally(failure -> problem(StageFailures.cause(failure)));
  }

  private Answer problem(Throwable failure) {
    if (failure instanceof ProblemException e) {
      return answers.problem(e.problem());
    }
    if (failure instanceof EventRejectedException e) {
      return answers.problem(Problem.of(e));
    }
    LOG.log(Level.ERROR, "a request of the server API failed", failure);
    return answers.problem(
        Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Internal error"));
  }

  private void requireRole(SecurityContext security) {
    if (!(security.getUserPrincipal() instanceof JsonWebToken token)) {
      throw new ProblemException(
          HttpStatus.UNAUTHORIZED, "token_missing", "Authentication required");
    }
    if (!user(token).hasRole(config.role())) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN, "forbidden", "The token does not grant the role " + config.role());
    }
  }

  private User user(JsonWebToken token) {
    try {
      return verifier.userOf(token);
    } catch (TokenRefusedException e) {
      throw new ProblemException(HttpStatus.UNAUTHORIZED, e.error().code(), e.error().message());
    }
  }
}
