package dev.tutti.security;

import java.time.Instant;

/**
 * What stops tokens.
 *
 * @param name of the subject, the session or the token
 * @param at when it was said
 * @param until when no token lives that it could stop
 */
public record Revocation(Kind kind, String name, Instant at, Instant until) {

  /** What is revoked by its name. */
  public enum Kind {
    /** All tokens of a subject, issued up to the moment. */
    SUBJECT,
    /** The tokens of a single-sign-on session, claim {@code sid}. */
    SESSION,
    /** One token, claim {@code jti}. */
    TOKEN
  }

  /** Whether it stops a user's token; one that does not say when it was issued counts as older. */
  public boolean stops(User user) {
    Instant issuedAt = user.issuedAt();
    return switch (kind) {
      case SUBJECT -> name.equals(user.id()) && (issuedAt == null || !issuedAt.isAfter(at));
      case SESSION -> name.equals(user.sessionId());
      case TOKEN -> name.equals(user.tokenId());
    };
  }
}
