package dev.tutti.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token is good, as it says itself.
 *
 * @param expiry claim {@code exp}
 * @param notBefore claim {@code nbf}
 * @param issuedAt claim {@code iat}
 */
record TokenTimes(Instant expiry, @Nullable Instant notBefore, @Nullable Instant issuedAt) {

  /**
   * The times among the claims.
   *
   * @throws TokenRefusedException when the end is missing or one of them is no time
   */
  static TokenTimes of(Claims claims) {
    Instant expiry = claims.time("exp");
    if (expiry == null) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    return new TokenTimes(expiry, claims.time("nbf"), claims.time("iat"));
  }
}
