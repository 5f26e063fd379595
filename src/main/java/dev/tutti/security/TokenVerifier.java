package dev.tutti.security;

import java.util.concurrent.CompletionStage;

/** Verifies SSO tokens as {@code mp.jwt.verify.*} says. Thread-safe, does not block. */
public interface TokenVerifier {

  /**
   * The user of a token in compact form. The stage is complete at once unless keys must be fetched;
   * it fails with {@link TokenRefusedException} or {@link VerificationUnavailableException}.
   */
  CompletionStage<User> verify(String token);

  /**
   * The user of a principal that the server itself has verified.
   *
   * @throws TokenRefusedException when it names no subject or is revoked
   */
  User userOf(org.eclipse.microprofile.jwt.JsonWebToken token);
}
