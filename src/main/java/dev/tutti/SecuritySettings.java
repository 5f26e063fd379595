package dev.tutti;

import dev.tutti.security.TokenConfig;
import java.util.List;

/**
 * The keys of token verification. Their values are read by {@link TokenConfig}, which shares the
 * standard ones with the server's own MicroProfile JWT.
 */
final class SecuritySettings {
  private static final TokenConfig DEFAULTS = TokenConfig.defaults();

  private SecuritySettings() {}

  static List<ConfigKey<?>> keys() {
    TokenConfig.Jwks jwks = DEFAULTS.jwks();
    return List.of(
        key(
            "mp.jwt.verify.publickey",
            "",
            "PEM, JWK, JWKS",
            "The key that tokens are verified with"),
        key(
            "mp.jwt.verify.publickey.location",
            "",
            "class path, file:, http(s):",
            "Where that key is; one of the two is required"),
        key(
            "mp.jwt.verify.publickey.algorithm",
            "RS256,ES256",
            "RS*, PS*, ES*, EdDSA, comma list",
            "Signature algorithms accepted; none and HMAC never are"),
        key("mp.jwt.verify.issuer", "", "text", "The only issuer accepted; any when not set"),
        key(
            "mp.jwt.verify.audiences",
            "",
            "comma list",
            "A token must name one of these; any when not set"),
        key("mp.jwt.verify.clock.skew", "0", "0–600 seconds", "How far the clocks may differ"),
        key("mp.jwt.verify.token.age", "", "seconds", "How old a token may be when it is shown"),
        key(
            "tutti.token.name-claims",
            String.join(",", DEFAULTS.nameClaims()),
            "comma list",
            "Claims that hold the name others see, the first match wins"),
        key(
            "tutti.token.roles-path",
            "",
            "such as realm_access.roles, comma list",
            "Claims that hold roles, besides groups"),
        key(
            "tutti.token.max-bytes",
            Integer.toString(DEFAULTS.maxTokenBytes()),
            "256–1048576",
            "Longest token looked at"),
        key(
            "tutti.token.cache-size",
            Integer.toString(DEFAULTS.cacheSize()),
            "0–1000000",
            "Verified tokens remembered by their hash, so that each one's signature is checked once;"
                + " 0: none"),
        key(
            "tutti.token.max-lifetime",
            DEFAULTS.maxLifetime().toString(),
            "positive",
            "How long after its issue a token is good at most; a revocation is remembered this long"),
        key(
            "tutti.token.max-revocations",
            Integer.toString(DEFAULTS.maxRevocations()),
            "positive",
            "Revocations remembered at a time"),
        key(
            "tutti.jwks.refresh-interval",
            jwks.refreshInterval().toString(),
            "positive",
            "Age from which keys at a URL are fetched anew"),
        key(
            "tutti.jwks.cooldown",
            jwks.cooldown().toString(),
            "positive",
            "Shortest time between two fetches, also for keys never seen"),
        key(
            "tutti.jwks.max-stale",
            jwks.maxStale().toString(),
            "at least the refresh interval",
            "How long the last keys serve while the issuer does not answer"),
        key("tutti.jwks.timeout", jwks.timeout().toString(), "up to PT1M", "For one fetch of keys"),
        ConfigKey.flag(
            "tutti.dev.tokens",
            false,
            "Development only: POST /dev/token gives tokens to whoever asks on loopback"),
        key(
            "tutti.dev.key-file",
            "",
            "a path",
            "Development only: a file whose key signs these tokens, made when missing, for several"
                + " nodes on a machine"));
  }

  static TokenConfig read(ConfigReader config) {
    return TokenConfig.from(config::text);
  }

  private static ConfigKey<String> key(String name, String value, String limits, String meaning) {
    return ConfigKey.text(name, value, limits, meaning);
  }
}
