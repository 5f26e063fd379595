package dev.tutti.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for development, signed with a key that this process makes and never shows, or shares with
 * other nodes in the file {@code tutti.dev.key-file}. With them whoever reaches {@code POST
 * /dev/token} from this machine is whom they like.
 *
 * <p>Switched on by the system property {@code tutti.dev.tokens=true} or the environment variable
 * {@code TUTTI_DEV_TOKENS=true} alone: a switch inside the WAR could reach production unseen.
 */
final class DevelopmentTokens {
  static final String ISSUER = "tutti-development";
  static final String AUDIENCE = "tutti-development";
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final System.Logger LOG = System.getLogger(DevelopmentTokens.class.getName());

  private final KeyPair keys;

  DevelopmentTokens() {
    this(DevelopmentKeys.generate());
  }

  DevelopmentTokens(KeyPair keys) {
    this.keys = keys;
  }

  static boolean switchedOn() {
    return Boolean.parseBoolean(setting("tutti.dev.tokens", "TUTTI_DEV_TOKENS"));
  }

  private static @Nullable String setting(String property, String variable) {
    return System.getProperty(property, System.getenv(variable));
  }

  /** The tokens of this deployment: the server's own token check must know the same key. */
  static DevelopmentTokens shared() {
    return Shared.TOKENS;
  }

  /** The key to verify with, as {@code mp.jwt.verify.publickey} takes it. */
  String publicKey() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----";
  }

  /** A token that both the server and we accept. */
  String issue(String subject, String name, List<String> groups, Instant now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .claim("upn", subject)
            .claim("preferred_username", name)
            .claim("groups", groups)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).build(), claims);
    try {
      token.sign(new RSASSASigner(keys.getPrivate()));
    } catch (JOSEException e) {
      throw new IllegalStateException("the key was made for this", e);
    }
    return token.serialize();
  }

  private static final class Shared {
    static final DevelopmentTokens TOKENS = new DevelopmentTokens(keys());

    static {
      LOG.log(
          Level.WARNING, "development tokens are on: anyone on this machine can sign in as anyone");
    }

    /** Several nodes on a machine take one another's tokens when they name the same file. */
    private static KeyPair keys() {
      String file = setting("tutti.dev.key-file", "TUTTI_DEV_KEY_FILE");
      return file == null || file.isBlank()
          ? DevelopmentKeys.generate()
          : DevelopmentKeys.shared(Path.of(file));
    }
  }
}
