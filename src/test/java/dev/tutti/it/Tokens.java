package dev.tutti.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Tokens as the issuer of this run signs them. Each is remembered as a secret. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofMinutes(30);

  private Tokens() {}

  static String of(String subject, String... groups) {
    return signed(claims(subject, groups).build(), TestKeys.ISSUER_KEYS);
  }

  /** The claims of a good token, to be spoilt. */
  static JWTClaimsSet.Builder claims(String subject, String... groups) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(TestKeys.ISSUER)
        .audience(TestKeys.AUDIENCE)
        .subject(subject)
        .claim("upn", subject)
        .claim("preferred_username", subject)
        .claim("groups", List.of(groups))
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now.minusSeconds(1)))
        .expirationTime(Date.from(now.plus(LIFETIME)));
  }

  static String signed(JWTClaimsSet claims, KeyPair keys) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(), claims);
      jwt.sign(new RSASSASigner(keys.getPrivate()));
      return secret(jwt.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a test token", e);
    }
  }

  /** Remembers what the server's log must not hold. */
  static String secret(String text) {
    try {
      Files.writeString(TestServer.SECRETS, text + "\n", StandardOpenOption.APPEND);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
