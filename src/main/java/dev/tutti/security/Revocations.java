package dev.tutti.security;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What has been revoked, remembered as long as a token could live. A port: one node's memory, or
 * Redis for many. Thread-safe; nothing blocks.
 *
 * <p>A revocation holds on this node at once; its stage completes when it holds on all, and fails
 * when that is not certain.
 */
public interface Revocations {

  /** Revokes all tokens of a user issued up to now. */
  CompletionStage<Void> revokeSubject(String subject);

  /** Revokes the tokens of a single-sign-on session, claim {@code sid}. */
  CompletionStage<Void> revokeSession(String sessionId);

  /** Revokes one token, claim {@code jti}. */
  CompletionStage<Void> revokeToken(String tokenId, Instant expiresAt);

  boolean isRevoked(User user);

  /** Hears of each revocation, with a test for the users it ends. Returns a way to stop hearing. */
  Runnable onRevocation(Consumer<Predicate<User>> listener);
}
