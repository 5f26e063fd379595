package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.tutti.engineio.ManualScheduler;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key material in every form and place that MicroProfile JWT allows. */
class KeyMaterialTest {
  private static final KeyPair RSA = TestIssuer.rsa();
  private static final JWK JWK_RSA =
      new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).keyID("k").build();

  @TempDir Path directory;

  static Stream<Arguments> forms() {
    String jwks = new JWKSet(List.of(forEncryption(), secret(), JWK_RSA)).toString(false);
    String pem = TestIssuer.pem(RSA);
    return Stream.of(
        Arguments.of("PEM", pem),
        Arguments.of("PEM on one line", pem.replaceAll("[\r\n]", "")),
        Arguments.of("DER in base64", Base64.getEncoder().encodeToString(der())),
        Arguments.of("JWK", JWK_RSA.toJSONString()),
        Arguments.of("JWK in base64url", Base64URL.encode(JWK_RSA.toJSONString()).toString()),
        Arguments.of("JWKS beside other keys", jwks),
        Arguments.of("JWKS in base64url", Base64URL.encode(jwks).toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void readsKeys(String form, String material) {
    assertThat(accepts(TokenConfig.PUBLIC_KEY, material)).isTrue();
  }

  static Stream<Arguments> useless() throws NoSuchAlgorithmException {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    return Stream.of(
        Arguments.of("garbage", "%%%"),
        Arguments.of("no key", Base64.getEncoder().encodeToString(new byte[64])),
        Arguments.of("half a JWK", "{\"kty\":\"RSA\""),
        Arguments.of("a JWK without numbers", "{\"kty\":\"RSA\"}"),
        Arguments.of("a secret", secret().toJSONString()),
        Arguments.of("JWKS without a key", "{\"keys\":[]}"),
        Arguments.of("JWKS of secrets", new JWKSet(secret()).toString(false)),
        Arguments.of("JWKS for encryption", new JWKSet(forEncryption()).toString()),
        Arguments.of("a small RSA key", TestIssuer.pem(small.generateKeyPair())),
        Arguments.of("a private key", TestIssuer.pem(RSA).replace("PUBLIC", "PRIVATE")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("useless")
  void namesTheKeyWhoseValueIsNoKey(String form, String material) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accepts(TokenConfig.PUBLIC_KEY, material))
        .withMessageContaining(TokenConfig.PUBLIC_KEY);
  }

  @Test
  void aKeyForOneAlgorithmVerifiesNoOther() {
    JWK key =
        new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).algorithm(JWSAlgorithm.RS512).build();

    assertThat(accepts(TokenConfig.PUBLIC_KEY, key.toJSONString())).isFalse();
  }

  @Test
  void readsEllipticAndEdwardsJwk() {
    KeyPair ec = TestIssuer.newEc("secp256r1");
    KeyPair edwards = TestIssuer.newEd25519();
    byte[] encoded = edwards.getPublic().getEncoded();
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    JWKSet jwks =
        new JWKSet(
            List.of(
                new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic()).keyID("ec").build(),
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("ed").build()));
    Map<String, String> changes =
        Map.of(TokenConfig.PUBLIC_KEY, jwks.toString(), TokenConfig.ALGORITHM, "RS256,ES256,EdDSA");

    assertThat(accepts(changes, "ES256", "ec", ec)).isTrue();
    assertThat(accepts(changes, "EdDSA", "ed", edwards)).isTrue();
    assertThat(accepts(changes, "EdDSA", "ec", edwards)).isFalse();
  }

  @Test
  void readsFiles() throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), TestIssuer.pem(RSA));

    assertThat(accepts(TokenConfig.PUBLIC_KEY_LOCATION, file.toUri().toString())).isTrue();
    assertThat(accepts(TokenConfig.PUBLIC_KEY_LOCATION, file.toString())).isTrue();
  }

  @Test
  void readsTheApplicationsClassPath() throws IOException {
    Path file = directory.resolve("META-INF/pub.pem");
    Files.createDirectories(file.getParent());
    Files.writeString(file, TestIssuer.pem(RSA));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
      Thread.currentThread().setContextClassLoader(application);

      assertThat(accepts(TokenConfig.PUBLIC_KEY_LOCATION, "META-INF/pub.pem")).isTrue();
      assertThat(accepts(TokenConfig.PUBLIC_KEY_LOCATION, "/META-INF/pub.pem")).isTrue();
      assertThat(accepts(TokenConfig.PUBLIC_KEY_LOCATION, "classpath:META-INF/pub.pem")).isTrue();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere.pem", "file:///nowhere/at.all", "ftp://x/y", "http:nowhere", "https://"})
  void namesTheKeyOfAPlaceThatHoldsNothing(String location) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accepts(TokenConfig.PUBLIC_KEY_LOCATION, location))
        .withMessageContaining(TokenConfig.PUBLIC_KEY_LOCATION);
  }

  private static byte[] der() {
    return RSA.getPublic().getEncoded();
  }

  private static JWK forEncryption() {
    return new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
        .keyID("enc")
        .keyUse(KeyUse.ENCRYPTION)
        .build();
  }

  private static JWK secret() {
    return new OctetSequenceKey.Builder(new byte[32]).keyID("k").build();
  }

  private static boolean accepts(String key, String value) {
    Map<String, String> changes =
        key.equals(TokenConfig.PUBLIC_KEY)
            ? Map.of(key, value)
            : Map.of(key, value, TokenConfig.PUBLIC_KEY, "");
    return accepts(changes, "RS256", "k", RSA);
  }

  private static boolean accepts(
      Map<String, String> changes, String algorithm, String keyId, KeyPair pair) {
    ManualScheduler time = new ManualScheduler();
    TokenConfig config = TestIssuer.config(changes);
    NimbusTokenVerifier verifier =
        NimbusTokenVerifier.create(
            config, Runnable::run, time::now, new MemoryRevocations(config, time::now));
    String token =
        TestIssuer.sign(
            Map.of("alg", algorithm, "kid", keyId),
            TestIssuer.claims(time.now()),
            pair.getPrivate());
    return !verifier.verify(token).toCompletableFuture().isCompletedExceptionally();
  }
}
