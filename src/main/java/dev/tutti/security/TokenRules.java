package dev.tutti.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token with a good signature must say. Checked in the order that gives the
 * most telling code: whose token, for whom, when, about whom.
 */
final class TokenRules {
  /**
   * Issuers' clocks run ahead a little; a token from further in the future would outwit revocation.
   */
  private static final Duration MAX_FUTURE = Duration.ofSeconds(60);

  private final Optional<String> issuer;
  private final Set<String> audiences;
  private final Duration clockSkew;
  private final Optional<Duration> tokenAge;
  private final Duration maxLifetime;
  private final InstantSource clock;

  TokenRules(TokenConfig config, InstantSource clock) {
    issuer = config.issuer();
    audiences = config.audiences();
    clockSkew = config.clockSkew();
    tokenAge = config.tokenAge();
    maxLifetime = config.maxLifetime();
    this.clock = clock;
  }

  /** Whose and for whom. A server's own verification has its own rules for these. */
  void checkOrigin(Claims claims) {
    refuseUnless(
        issuer.isEmpty() || issuer.get().equals(claims.text("iss")), TokenError.TOKEN_ISSUER);
    refuseUnless(
        audiences.isEmpty() || !Collections.disjoint(audiences, Claims.texts(claims.get("aud"))),
        TokenError.TOKEN_AUDIENCE);
  }

  /** When. */
  void checkTime(TokenTimes times) {
    Instant now = clock.instant();
    Instant notBefore = times.notBefore();
    refuseUnless(now.isBefore(times.expiry().plus(clockSkew)), TokenError.TOKEN_EXPIRED);
    refuseUnless(
        notBefore == null || !now.plus(clockSkew).isBefore(notBefore),
        TokenError.TOKEN_NOT_YET_VALID);
    checkAge(now, times.issuedAt(), times.expiry());
  }

  private void checkAge(Instant now, @Nullable Instant issuedAt, Instant expiry) {
    if (issuedAt == null) {
      // its age is unknown: its end alone shows that no revocation of it can be forgotten
      refuseUnless(
          tokenAge.isEmpty() && !expiry.isAfter(now.plus(maxLifetime)), TokenError.TOKEN_TOO_OLD);
      return;
    }
    Duration future = clockSkew.compareTo(MAX_FUTURE) > 0 ? clockSkew : MAX_FUTURE;
    refuseUnless(!issuedAt.isAfter(now.plus(future)), TokenError.TOKEN_NOT_YET_VALID);
    refuseUnless(now.isBefore(issuedAt.plus(maxLifetime)), TokenError.TOKEN_TOO_OLD);
    refuseUnless(
        tokenAge.isEmpty() || !now.isAfter(issuedAt.plus(tokenAge.get()).plus(clockSkew)),
        TokenError.TOKEN_TOO_OLD);
  }

  private static void refuseUnless(boolean good, TokenError error) {
    if (!good) {
      throw new TokenRefusedException(error);
    }
  }
}
