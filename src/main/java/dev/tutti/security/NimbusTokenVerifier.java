package dev.tutti.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.tutti.security.VerifiedTokens.Hash;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies tokens with Nimbus JOSE+JWT, since MicroProfile JWT has no API for a token that is not
 * in a header. RFC 7515 and 7519, MicroProfile JWT 2.1.
 *
 * <p>The algorithm must be one of the configured ones before any key is looked at, and a key only
 * verifies algorithms of its own kind: neither {@code none} nor an HMAC with a public key as its
 * secret can ever pass.
 *
 * <p>A token that passed is known when it is shown again: its signature is not checked a second
 * time, as long as the key that made it is one of its issuer's, but its times and revocations are.
 */
public final class NimbusTokenVerifier implements TokenVerifier, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NimbusTokenVerifier.class.getName());

  /** Three parts in base64url, none empty: an unsigned token is no token here. */
  private static final Pattern COMPACT = Pattern.compile("[\\w-]++\\.[\\w-]++\\.[\\w-]++");

  private final int maxTokenBytes;
  private final Set<String> algorithms;
  private final KeySource keys;
  private final TokenRules rules;
  private final UserMapper users;
  private final Revocations revocations;
  private final VerifiedTokens verified;
  private final TokenObserver observer;

  NimbusTokenVerifier(
      TokenConfig config,
      KeySource keys,
      InstantSource clock,
      Revocations revocations,
      TokenObserver observer) {
    maxTokenBytes = config.maxTokenBytes();
    algorithms = config.algorithms();
    this.keys = keys;
    rules = new TokenRules(config, clock);
    users = new UserMapper(config);
    this.revocations = revocations;
    verified = new VerifiedTokens(config.cacheSize());
    this.observer = observer;
  }

  /** A verifier that nobody observes. */
  public static NimbusTokenVerifier create(
      TokenConfig config, Executor executor, InstantSource clock, Revocations revocations) {
    return create(config, executor, clock, revocations, TokenObserver.NONE);
  }

  /**
   * A verifier with the configured keys; keys at a URL are being fetched when this returns.
   *
   * @param executor runs fetches of keys, which block for the configured timeout
   * @throws IllegalArgumentException naming the configuration key that is missing or wrong
   */
  public static NimbusTokenVerifier create(
      TokenConfig config,
      Executor executor,
      InstantSource clock,
      Revocations revocations,
      TokenObserver observer) {
    KeySource keys = KeyLocation.open(config, executor, clock);
    if (config.issuer().isEmpty()) {
      LOG.log(Level.WARNING, "{0} is not set: tokens of any issuer pass", TokenConfig.ISSUER);
    }
    if (config.audiences().isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} is not set: tokens meant for other applications pass",
          TokenConfig.AUDIENCES);
    }
    return new NimbusTokenVerifier(config, keys, clock, revocations, observer);
  }

  @Override
  public CompletionStage<User> verify(String token) {
    try {
      Hash hash = Hash.of(bytes(token));
      VerifiedToken known = verified.get(hash);
      if (known != null) {
        return keys.candidates(known.keyId(), known.algorithm())
            .thenApply(candidates -> userAgain(known, hash, token, candidates));
      }
      JWSObject signed = parse(token);
      JWSHeader header = signed.getHeader();
      return keys.candidates(header.getKeyID(), header.getAlgorithm().getName())
          .thenApply(candidates -> user(hash, signed, candidates));
    } catch (TokenRefusedException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  @Override
  public User userOf(JsonWebToken token) {
    Claims claims = Claims.of(token);
    rules.checkTime(TokenTimes.of(claims));
    return unlessRevoked(users.user(claims));
  }

  /** Ends fetches of keys. */
  @Override
  public void close() {
    keys.close();
  }

  private byte[] bytes(String token) {
    // as many characters are at least as many bytes
    if (token.length() <= maxTokenBytes) {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= maxTokenBytes) {
        return bytes;
      }
    }
    throw new TokenRefusedException(TokenError.TOKEN_TOO_LARGE);
  }

  private JWSObject parse(String token) {
    int headerEnd = token.indexOf('.');
    if (headerEnd < 0) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    checkHeader(token.substring(0, headerEnd));
    if (!COMPACT.matcher(token).matches()) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    try {
      return JWSObject.parse(token);
    } catch (ParseException | RuntimeException malformed) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
  }

  /**
   * Looks at the header before anything that the algorithm decides, so that an unsigned token is
   * refused for its algorithm.
   */
  private void checkHeader(String encoded) {
    Map<String, Object> header = json(Base64URL.from(encoded).decodeToString());
    if (!(header.get("alg") instanceof String algorithm) || header.containsKey("crit")) {
      // extensions that must be understood are not
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    if (!algorithms.contains(algorithm)) {
      throw new TokenRefusedException(TokenError.TOKEN_ALGORITHM);
    }
  }

  /** The user of a token that has passed before. */
  private User userAgain(
      VerifiedToken known, Hash hash, String token, List<VerificationKey> candidates) {
    if (!candidates.contains(known.key())) {
      verified.remove(hash);
      return user(hash, parse(token), candidates);
    }
    observer.signatureKnown();
    try {
      rules.checkTime(known.times());
      return unlessRevoked(known.user());
    } catch (TokenRefusedException refused) {
      verified.remove(hash);
      throw refused;
    }
  }

  private User user(Hash hash, JWSObject token, List<VerificationKey> candidates) {
    observer.signatureChecked();
    VerificationKey key = signer(token, candidates);
    Map<String, Object> payload = json(token.getPayload().toString());
    Claims claims = payload::get;
    rules.checkOrigin(claims);
    TokenTimes times = TokenTimes.of(claims);
    rules.checkTime(times);
    User user = unlessRevoked(users.user(claims));
    JWSHeader header = token.getHeader();
    verified.put(
        hash,
        new VerifiedToken(header.getKeyID(), header.getAlgorithm().getName(), key, times, user));
    return user;
  }

  private static VerificationKey signer(JWSObject token, List<VerificationKey> candidates) {
    JWSHeader header = token.getHeader();
    byte[] signed = token.getSigningInput();
    Base64URL signature = token.getSignature();
    return candidates.stream()
        .filter(key -> key.verifies(header, signed, signature))
        .findFirst()
        .orElseThrow(() -> new TokenRefusedException(TokenError.TOKEN_SIGNATURE));
  }

  private User unlessRevoked(User user) {
    if (revocations.isRevoked(user)) {
      throw new TokenRefusedException(TokenError.TOKEN_REVOKED);
    }
    return user;
  }

  private static Map<String, Object> json(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException malformed) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
  }
}
