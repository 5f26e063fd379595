package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import dev.tutti.engineio.ManualScheduler;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** F1, F7, F8 and F10: which tokens pass, and what the others are told. */
class NimbusTokenVerifierTest {
  private static final Instant NOW = new ManualScheduler().now();
  private static final KeyPair STRANGER = TestIssuer.newRsa();

  private final ManualScheduler time = new ManualScheduler();

  static Stream<Arguments> refused() {
    Map<String, Object> good = TestIssuer.claims(NOW);
    Map<String, Object> rs256 = Map.of("alg", "RS256");
    String token = TestIssuer.token(good);
    String[] parts = token.split("\\.", -1);
    String none = TestIssuer.encode(Map.of("alg", "none"));
    byte[] publicKey = TestIssuer.rsa().getPublic().getEncoded();
    return Stream.of(
        refused("alg none, no signature", none + "." + parts[1] + ".", TokenError.TOKEN_ALGORITHM),
        refused(
            "alg none, signed", none + "." + parts[1] + "." + parts[2], TokenError.TOKEN_ALGORITHM),
        refused(
            "alg nOnE",
            TestIssuer.encode(Map.of("alg", "nOnE")) + "." + parts[1] + ".",
            TokenError.TOKEN_ALGORITHM),
        refused(
            "HMAC with the public key's bytes",
            TestIssuer.hmac(Map.of("alg", "HS256"), good, publicKey),
            TokenError.TOKEN_ALGORITHM),
        refused(
            "HMAC with the public key's PEM",
            TestIssuer.hmac(
                Map.of("alg", "HS256"), good, TestIssuer.ascii(TestIssuer.pem(TestIssuer.rsa()))),
            TokenError.TOKEN_ALGORITHM),
        refused(
            "HMAC that says RS256",
            TestIssuer.hmac(rs256, good, publicKey),
            TokenError.TOKEN_SIGNATURE),
        refused(
            "an algorithm that is not configured",
            TestIssuer.sign(Map.of("alg", "RS512"), good, TestIssuer.rsa().getPrivate()),
            TokenError.TOKEN_ALGORITHM),
        refused(
            "a key of another kind",
            TestIssuer.sign(
                Map.of("alg", "ES256"), good, TestIssuer.newEc("secp256r1").getPrivate()),
            TokenError.TOKEN_SIGNATURE),
        refused(
            "wrong key",
            TestIssuer.sign(rs256, good, STRANGER.getPrivate()),
            TokenError.TOKEN_SIGNATURE),
        refused(
            "its own key in the header",
            TestIssuer.sign(
                Map.of("alg", "RS256", "jku", "https://evil.example/jwks"),
                good,
                STRANGER.getPrivate()),
            TokenError.TOKEN_SIGNATURE),
        refused(
            "payload of another token",
            parts[0] + "." + TestIssuer.encode(claims("sub", "root")) + "." + parts[2],
            TokenError.TOKEN_SIGNATURE),
        refused(
            "an extension that must be understood",
            TestIssuer.sign(
                Map.of("alg", "RS256", "crit", List.of("b64"), "b64", false),
                good,
                TestIssuer.rsa().getPrivate()),
            TokenError.TOKEN_MALFORMED),
        refused("empty", "", TokenError.TOKEN_MALFORMED),
        refused("garbage", "garbage", TokenError.TOKEN_MALFORMED),
        refused("the seed's literal", "valid-test-token", TokenError.TOKEN_MALFORMED),
        refused("with its scheme", "Bearer " + token, TokenError.TOKEN_MALFORMED),
        refused("two parts", parts[0] + "." + parts[1], TokenError.TOKEN_MALFORMED),
        refused("no signature", parts[0] + "." + parts[1] + ".", TokenError.TOKEN_MALFORMED),
        refused("four parts", token + ".x", TokenError.TOKEN_MALFORMED),
        refused("five parts", token + ".x.x", TokenError.TOKEN_MALFORMED),
        refused("dots", "..", TokenError.TOKEN_MALFORMED),
        refused("space behind", token + " ", TokenError.TOKEN_MALFORMED),
        refused("payload that is no object", signedText("[1]"), TokenError.TOKEN_MALFORMED),
        refused(
            "payload nested without end",
            signedText("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
            TokenError.TOKEN_MALFORMED),
        refused("oversized", "a".repeat(16_385), TokenError.TOKEN_TOO_LARGE),
        refused("oversized in bytes", "\u20ac".repeat(6_000), TokenError.TOKEN_TOO_LARGE),
        refusedClaim("iss", null, TokenError.TOKEN_ISSUER),
        refusedClaim("iss", "https://sso.example.com/", TokenError.TOKEN_ISSUER),
        refusedClaim("iss", List.of(TestIssuer.ISSUER), TokenError.TOKEN_ISSUER),
        refusedClaim("aud", null, TokenError.TOKEN_AUDIENCE),
        refusedClaim("aud", "other", TokenError.TOKEN_AUDIENCE),
        refusedClaim("aud", List.of("other", "tutti2"), TokenError.TOKEN_AUDIENCE),
        refusedClaim("exp", null, TokenError.TOKEN_MALFORMED),
        refusedClaim("exp", "tomorrow", TokenError.TOKEN_MALFORMED),
        refusedClaim("exp", -1, TokenError.TOKEN_MALFORMED),
        refusedClaim("exp", 1e300, TokenError.TOKEN_MALFORMED),
        refusedClaim("exp", NOW.getEpochSecond(), TokenError.TOKEN_EXPIRED),
        refusedClaim("exp", 0, TokenError.TOKEN_EXPIRED),
        refusedClaim("nbf", NOW.getEpochSecond() + 1, TokenError.TOKEN_NOT_YET_VALID),
        refusedClaim("iat", NOW.getEpochSecond() + 61, TokenError.TOKEN_NOT_YET_VALID),
        refusedClaim(
            "iat", NOW.minus(Duration.ofHours(24)).getEpochSecond(), TokenError.TOKEN_TOO_OLD),
        refusedClaim("iat", "now", TokenError.TOKEN_MALFORMED),
        refusedClaim("sub", null, TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", "", TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", "  ", TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", 7, TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", List.of("alice"), TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", "a\nb", TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", "a\u200bb", TokenError.TOKEN_SUBJECT),
        refusedClaim("sub", "a".repeat(256), TokenError.TOKEN_SUBJECT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWithTheCodeOfTheFirstFault(String name, String token, TokenError error) {
    assertRefused(verifier(Map.of()), token, error);
  }

  @Test
  void takesAGoodToken() {
    User user = verify(verifier(Map.of()), TestIssuer.token(TestIssuer.claims(NOW)));

    assertThat(user.id()).isEqualTo("alice");
    assertThat(user.name()).isEqualTo("Alice");
    assertThat(user.issuer()).isEqualTo(TestIssuer.ISSUER);
    assertThat(user.issuedAt()).isEqualTo(NOW);
    assertThat(user.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void takesOneAudienceOfMany() {
    String token = TestIssuer.token(claims("aud", List.of("other", "tutti")));

    assertThat(verify(verifier(Map.of()), token).id()).isEqualTo("alice");
  }

  @Test
  void saysIssuerBeforeExpiry() {
    Map<String, Object> claims = claims("iss", "https://other.example");
    claims.put("exp", 1);

    assertRefused(verifier(Map.of()), TestIssuer.token(claims), TokenError.TOKEN_ISSUER);
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, RSA", "RS384, RSA", "RS512, RSA", "PS256, RSA",
    "ES256, secp256r1", "ES384, secp384r1", "ES512, secp521r1", "EdDSA, Ed25519",
  })
  void verifiesEachAlgorithm(String algorithm, String kind) {
    KeyPair pair =
        switch (kind) {
          case "RSA" -> TestIssuer.rsa();
          case "Ed25519" -> TestIssuer.newEd25519();
          default -> TestIssuer.newEc(kind);
        };
    NimbusTokenVerifier verifier =
        verifier(
            Map.of(TokenConfig.PUBLIC_KEY, TestIssuer.pem(pair), TokenConfig.ALGORITHM, algorithm));
    Map<String, Object> header = Map.of("alg", algorithm, "kid", "any");
    String token = TestIssuer.sign(header, TestIssuer.claims(NOW), pair.getPrivate());

    assertThat(verify(verifier, token).id()).isEqualTo("alice");
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(new byte[64]);
    assertRefused(verifier, forged, TokenError.TOKEN_SIGNATURE);
  }

  @Test
  void allowsTheConfiguredClockSkew() {
    NimbusTokenVerifier verifier = verifier(Map.of("mp.jwt.verify.clock.skew", "30"));
    Map<String, Object> claims = claims("exp", NOW.getEpochSecond() - 29);
    claims.put("nbf", NOW.getEpochSecond() + 30);

    User user = verify(verifier, TestIssuer.token(claims));
    assertThat(user.expiresAt()).isEqualTo(NOW.plusSeconds(1));
    time.advance(Duration.ofSeconds(1));
    assertRefused(verifier, TestIssuer.token(claims), TokenError.TOKEN_EXPIRED);
  }

  @Test
  void refusesTokensShownLate() {
    NimbusTokenVerifier verifier = verifier(Map.of("mp.jwt.verify.token.age", "10"));
    String token = TestIssuer.token(TestIssuer.claims(NOW));

    time.advance(Duration.ofSeconds(10));
    assertThat(verify(verifier, token).id()).isEqualTo("alice");
    time.advance(Duration.ofSeconds(1));
    assertRefused(verifier, token, TokenError.TOKEN_TOO_OLD);
    assertRefused(verifier, TestIssuer.token(claims("iat", null)), TokenError.TOKEN_TOO_OLD);
  }

  @Test
  void endsATokenAtTheLongestLifeAllowed() {
    NimbusTokenVerifier verifier = verifier(Map.of("tutti.token.max-lifetime", "PT2H"));
    long late = NOW.plus(Duration.ofDays(365)).getEpochSecond();

    User user = verify(verifier, TestIssuer.token(claims("exp", late)));
    assertThat(user.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));
    Map<String, Object> ageless = claims("exp", late);
    ageless.remove("iat");
    assertRefused(verifier, TestIssuer.token(ageless), TokenError.TOKEN_TOO_OLD);
  }

  @Test
  void needsNoIssuerAndAudienceWhereNoneIsConfigured() {
    NimbusTokenVerifier verifier =
        verifier(Map.of(TokenConfig.ISSUER, "", TokenConfig.AUDIENCES, ""));
    Map<String, Object> claims = claims("iss", null);
    claims.remove("aud");

    assertThat(verify(verifier, TestIssuer.token(claims)).issuer()).isNull();
  }

  @Test
  void refusesRevokedTokens() {
    MemoryRevocations revocations = new MemoryRevocations(TokenConfig.defaults(), time::now);
    NimbusTokenVerifier verifier = verifier(Map.of(), revocations);
    String token = TestIssuer.token(TestIssuer.claims(NOW));

    revocations.revokeSubject("alice");
    assertRefused(verifier, token, TokenError.TOKEN_REVOKED);
  }

  @Test
  void logsNothingOfATokenInItsRefusal() {
    assertThat(new TokenRefusedException(TokenError.TOKEN_SIGNATURE).getMessage())
        .isEqualTo("The token's signature is wrong");
  }

  private static Arguments refused(String name, String token, TokenError error) {
    return Arguments.of(name, token, error);
  }

  private static Arguments refusedClaim(String claim, Object value, TokenError error) {
    return refused(claim + " " + value, TestIssuer.token(claims(claim, value)), error);
  }

  private static Map<String, Object> claims(String name, Object value) {
    return TestIssuer.claims(NOW, name, value);
  }

  private static String signedText(String payload) {
    return TestIssuer.signText(Map.of("alg", "RS256"), payload, TestIssuer.rsa().getPrivate());
  }

  private NimbusTokenVerifier verifier(Map<String, String> changes) {
    return verifier(changes, new MemoryRevocations(TokenConfig.defaults(), time::now));
  }

  private NimbusTokenVerifier verifier(Map<String, String> changes, Revocations revocations) {
    return NimbusTokenVerifier.create(
        TestIssuer.config(changes), Runnable::run, time::now, revocations);
  }

  private static User verify(TokenVerifier verifier, String token) {
    return verifier.verify(token).toCompletableFuture().join();
  }

  private static void assertRefused(TokenVerifier verifier, String token, TokenError error) {
    assertThatThrownBy(() -> verify(verifier, token))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TokenRefusedException.class, refusal -> assertThat(refusal.error()).isEqualTo(error));
  }
}
