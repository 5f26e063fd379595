package dev.tutti.security;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * What has been revoked, remembered as long as a token could live. A store port: memory now, Redis
 * later. Thread-safe.
 */
public interface Revocations {

  /** Revokes all tokens of a user issued up to now. */
  void revokeSubject(String subject);

  /** Revokes the tokens of a single-sign-on session, claim {@code sid}. */
  void revokeSession(String sessionId);

  /** Revokes one token, claim {@code jti}. */
  void revokeToken(String tokenId, Instant expiresAt);

  boolean isRevoked(User user);

  /** Hears of each revocation, with a test for the users it ends. Returns a way to stop hearing. */
  Runnable onRevocation(java.util.function.Consumer<Predicate<User>> listener);
}
