package dev.tutti.security;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a verified token speaks for. Carries no part of the token itself.
 *
 * @param id the subject
 * @param name what others see, by the configured order of claims; the subject when there is none
 * @param roles from {@code groups} and the configured path
 * @param issuer the issuer, where the token names one
 * @param sessionId the single-sign-on session, claim {@code sid}
 * @param tokenId the token, claim {@code jti}
 * @param issuedAt claim {@code iat}
 * @param expiresAt when the token ceases to count: claim {@code exp} and the clock skew allowed, or
 *     {@code iat} and the longest life allowed if that is sooner
 */
public record User(
    String id,
    String name,
    Set<String> roles,
    @Nullable String issuer,
    @Nullable String sessionId,
    @Nullable String tokenId,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt)
    implements Principal {

  public User {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return id;
  }

  public boolean hasRole(String role) {
    return roles.contains(role);
  }
}
