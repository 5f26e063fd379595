package dev.tutti.security;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How tokens are verified: the standard {@code mp.jwt.verify.*} keys of MicroProfile JWT 2.1, so
 * that the server's own check of the header and ours of the CONNECT packet agree, and {@code
 * tutti.token.*}.
 *
 * @param publicKey key material itself: PEM, JWK or JWKS, the latter two also in base64url
 * @param publicKeyLocation where the key material is: class path, {@code file:}, {@code http(s):}
 * @param algorithms accepted signature algorithms; never {@code none} and never an HMAC
 * @param issuer the only issuer accepted, compared exactly; any when absent
 * @param audiences a token must name one of these; any when empty
 * @param clockSkew how far this clock and the issuer's may differ
 * @param tokenAge how old a token may be when it is shown
 * @param nameClaims claims that hold the name others see, first match wins
 * @param rolePaths claims that hold roles, besides {@code groups}
 * @param maxTokenBytes longest token looked at
 * @param cacheSize verified tokens remembered, so that their signatures need no second check; none
 *     with 0
 * @param maxLifetime how long after its issue a token is good at most, whatever it claims; a
 *     revocation is remembered this long
 * @param maxRevocations revocations remembered at a time
 * @param jwks how keys at an {@code http(s):} location are kept
 */
public record TokenConfig(
    Optional<String> publicKey,
    Optional<String> publicKeyLocation,
    Set<String> algorithms,
    Optional<String> issuer,
    Set<String> audiences,
    Duration clockSkew,
    Optional<Duration> tokenAge,
    List<String> nameClaims,
    List<ClaimPath> rolePaths,
    int maxTokenBytes,
    int cacheSize,
    Duration maxLifetime,
    int maxRevocations,
    Jwks jwks) {

  public static final String PUBLIC_KEY = "mp.jwt.verify.publickey";
  public static final String PUBLIC_KEY_LOCATION = "mp.jwt.verify.publickey.location";
  public static final String ISSUER = "mp.jwt.verify.issuer";
  public static final String AUDIENCES = "mp.jwt.verify.audiences";
  static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";

  /** What can be configured: everything that a public key can verify. */
  static final Set<String> KNOWN_ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);
  private static final int MAX_CACHE_SIZE = 1_000_000;

  /**
   * How keys from an issuer's JWKS are kept.
   *
   * @param refreshInterval age from which keys are fetched anew while the old ones serve
   * @param cooldown shortest time between two fetches, also for keys never seen
   * @param maxStale how long the last keys serve while the issuer does not answer
   * @param timeout for connecting and for the whole answer, each
   */
  public record Jwks(
      Duration refreshInterval, Duration cooldown, Duration maxStale, Duration timeout) {

    public Jwks {
      positive("tutti.jwks.refresh-interval", refreshInterval);
      positive("tutti.jwks.cooldown", cooldown);
      positive("tutti.jwks.max-stale", maxStale);
      positive("tutti.jwks.timeout", timeout);
      require(
          maxStale.compareTo(refreshInterval) >= 0,
          "tutti.jwks.max-stale must not be shorter than tutti.jwks.refresh-interval");
      require(
          timeout.compareTo(Duration.ofMinutes(1)) <= 0, "tutti.jwks.timeout must be at most PT1M");
    }

    /** The defaults of the README's table. */
    public static Jwks defaults() {
      return new Jwks(
          Duration.ofMinutes(15),
          Duration.ofSeconds(10),
          Duration.ofHours(24),
          Duration.ofSeconds(3));
    }
  }

  public TokenConfig {
    algorithms = Set.copyOf(algorithms);
    audiences = Set.copyOf(audiences);
    nameClaims = List.copyOf(nameClaims);
    rolePaths = List.copyOf(rolePaths);
    require(
        publicKey.isEmpty() || publicKeyLocation.isEmpty(),
        "set one of "
            + PUBLIC_KEY
            + " (which tutti.dev.tokens=true does, too) and "
            + PUBLIC_KEY_LOCATION
            + ", not both");
    require(
        !algorithms.isEmpty() && KNOWN_ALGORITHMS.containsAll(algorithms),
        ALGORITHM + " must name algorithms of " + KNOWN_ALGORITHMS + ": " + algorithms);
    require(
        !clockSkew.isNegative() && clockSkew.compareTo(MAX_CLOCK_SKEW) <= 0,
        "mp.jwt.verify.clock.skew must be from 0 to " + MAX_CLOCK_SKEW.toSeconds() + " seconds");
    tokenAge.ifPresent(age -> positive("mp.jwt.verify.token.age", age));
    require(
        maxTokenBytes >= 256 && maxTokenBytes <= 1 << 20,
        "tutti.token.max-bytes must be from 256 to 1048576: " + maxTokenBytes);
    require(
        cacheSize >= 0 && cacheSize <= MAX_CACHE_SIZE,
        "tutti.token.cache-size must be from 0 to " + MAX_CACHE_SIZE + ": " + cacheSize);
    positive("tutti.token.max-lifetime", maxLifetime);
    require(maxRevocations >= 1, "tutti.token.max-revocations must be positive");
  }

  /**
   * Reads the keys.
   *
   * @param values the value of a key, if it has one
   * @throws IllegalArgumentException naming the key whose value cannot be used
   */
  public static TokenConfig from(Function<String, Optional<String>> values) {
    ConfigReader reader = new ConfigReader(values);
    Jwks jwks = Jwks.defaults();
    return new TokenConfig(
        reader.text(PUBLIC_KEY),
        reader.text(PUBLIC_KEY_LOCATION),
        Set.copyOf(reader.list(ALGORITHM, "RS256,ES256")),
        reader.text(ISSUER),
        Set.copyOf(reader.list(AUDIENCES, "")),
        reader.seconds("mp.jwt.verify.clock.skew").orElse(Duration.ZERO),
        reader.seconds("mp.jwt.verify.token.age"),
        reader.list("tutti.token.name-claims", "username,preferred_username,upn"),
        reader.list("tutti.token.roles-path", "").stream().map(ClaimPath::parse).toList(),
        reader.number("tutti.token.max-bytes", 16_384),
        reader.number("tutti.token.cache-size", 10_000),
        reader.duration("tutti.token.max-lifetime", Duration.ofHours(24)),
        reader.number("tutti.token.max-revocations", 100_000),
        new Jwks(
            reader.duration("tutti.jwks.refresh-interval", jwks.refreshInterval()),
            reader.duration("tutti.jwks.cooldown", jwks.cooldown()),
            reader.duration("tutti.jwks.max-stale", jwks.maxStale()),
            reader.duration("tutti.jwks.timeout", jwks.timeout())));
  }

  /** The defaults of the README's table, without any key to verify with. */
  public static TokenConfig defaults() {
    return from(key -> Optional.empty());
  }

  private static void positive(String key, Duration value) {
    require(!value.isNegative() && !value.isZero(), key + " must be positive: " + value);
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
