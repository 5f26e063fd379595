package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F1: what can be configured, and what stops the deployment. */
class TokenConfigTest {

  @Test
  void hasTheDefaultsOfMicroProfileJwt() {
    TokenConfig config = TokenConfig.defaults();

    assertThat(config.algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
    assertThat(config.clockSkew()).isZero();
    assertThat(config.tokenAge()).isEmpty();
    assertThat(config.issuer()).isEmpty();
    assertThat(config.audiences()).isEmpty();
    assertThat(config.nameClaims()).containsExactly("username", "preferred_username", "upn");
    assertThat(config.maxTokenBytes()).isEqualTo(16_384);
    assertThat(config.cacheSize()).isEqualTo(10_000);
    assertThat(config.maxLifetime()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void readsListsWithSpaces() {
    TokenConfig config =
        from(Map.of("mp.jwt.verify.audiences", "a, b ,,c", "tutti.token.name-claims", " n "));

    assertThat(config.audiences()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(config.nameClaims()).containsExactly("n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "mp.jwt.verify.publickey.algorithm, none",
        "mp.jwt.verify.publickey.algorithm, HS256",
        "mp.jwt.verify.publickey.algorithm, 'RS256,HS512'",
        "mp.jwt.verify.clock.skew, -1",
        "mp.jwt.verify.clock.skew, 601",
        "mp.jwt.verify.clock.skew, PT1M",
        "mp.jwt.verify.token.age, 0",
        "tutti.token.max-bytes, 255",
        "tutti.token.max-bytes, 16KiB",
        "tutti.token.cache-size, -1",
        "tutti.token.cache-size, 1000001",
        "tutti.token.max-lifetime, 24h",
        "tutti.token.max-lifetime, PT0S",
        "tutti.token.max-revocations, 0",
        "tutti.token.roles-path, a..b",
        "tutti.token.roles-path, '\"a'",
        "tutti.jwks.cooldown, PT0S",
        "tutti.jwks.refresh-interval, PT25H",
        "tutti.jwks.max-stale, -PT1S",
        "tutti.jwks.timeout, PT2M",
      })
  void namesTheKeyOfABadValue(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from(Map.of(key, value)))
        .withMessageContaining(key);
  }

  @Test
  void refusesTwoPlacesForTheKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                from(Map.of(TokenConfig.PUBLIC_KEY, "x", TokenConfig.PUBLIC_KEY_LOCATION, "y.pem")))
        .withMessageContaining(TokenConfig.PUBLIC_KEY)
        .withMessageContaining(TokenConfig.PUBLIC_KEY_LOCATION);
  }

  @Test
  void withoutAnyKeyTheDeploymentFailsAndNamesTheKeysToSet() {
    TokenConfig config = TokenConfig.defaults();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NimbusTokenVerifier.create(
                    config,
                    Runnable::run,
                    InstantSource.system(),
                    new MemoryRevocations(config, InstantSource.system())))
        .withMessageContaining("mp.jwt.verify.publickey.location")
        .withMessageContaining("mp.jwt.verify.publickey,")
        .withMessageContaining("mp.jwt.verify.issuer")
        .withMessageContaining("tutti.dev.tokens=true");
  }

  private static TokenConfig from(Map<String, String> values) {
    return TokenConfig.from(key -> Optional.ofNullable(values.get(key)));
  }
}
