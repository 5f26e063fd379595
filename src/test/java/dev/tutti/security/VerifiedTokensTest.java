package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.ManualScheduler;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token shown again: its signature is taken as known, and nothing else is. */
class VerifiedTokensTest {
  private static final KeyPair OTHER = TestIssuer.newRsa();

  private final ManualScheduler time = new ManualScheduler();
  private final CountedKey counted = new CountedKey((RSAPublicKey) TestIssuer.rsa().getPublic());
  private final MemoryRevocations revocations =
      new MemoryRevocations(TokenConfig.defaults(), time::now);
  private final Counts counts = new Counts();
  private KeySet published = new KeySet(List.of(key(counted, "a")));

  @Test
  void checksASignatureOnce() {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());

    User first = verify(verifier, token);
    int reads = counted.reads;
    assertThat(verify(verifier, token)).isEqualTo(first);
    assertThat(verify(verifier, token)).isEqualTo(first);

    assertThat(reads).isPositive();
    assertThat(counted.reads).isEqualTo(reads);
    assertThat(counts.checked).isOne();
    assertThat(counts.known).isEqualTo(2);
  }

  @Test
  void checksEachTimeWhenSwitchedOff() {
    NimbusTokenVerifier verifier = verifier(Map.of("tutti.token.cache-size", "0"));
    String token = token("a", Map.of());

    verify(verifier, token);
    int reads = counted.reads;
    verify(verifier, token);

    assertThat(counted.reads).isGreaterThan(reads);
    assertThat(counts.checked).isEqualTo(2);
    assertThat(counts.known).isZero();
  }

  @Test
  void forgetsTheTokenNotShownForLongest() {
    NimbusTokenVerifier verifier = verifier(Map.of("tutti.token.cache-size", "2"));
    String alice = token("a", Map.of());
    String bob = token("a", Map.of("sub", "bob"));
    String carol = token("a", Map.of("sub", "carol"));
    Stream.of(alice, bob, alice, carol).forEach(token -> verify(verifier, token));
    assertThat(counts.checked).isEqualTo(3);

    verify(verifier, alice);
    verify(verifier, carol);
    assertThat(counts.checked).isEqualTo(3);
    verify(verifier, bob);
    assertThat(counts.checked).isEqualTo(4);
  }

  @Test
  void refusesATokenWhoseKeyWasWithdrawn() {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());
    verify(verifier, token);

    published = new KeySet(List.of(key(OTHER.getPublic(), "a")));
    assertRefused(verifier, token, TokenError.TOKEN_SIGNATURE);
    assertThat(counts.known).isZero();
  }

  @Test
  void refusesATokenWithoutKeyIdWhoseKeyWasWithdrawn() {
    published = new KeySet(List.of(key(OTHER.getPublic(), "b"), key(counted, "a")));
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token(null, Map.of());
    verify(verifier, token);

    published = new KeySet(List.of(key(OTHER.getPublic(), "b")));
    assertRefused(verifier, token, TokenError.TOKEN_SIGNATURE);
  }

  @Test
  void checksAgainWhenTheSameKeyServesUnderAnotherName() {
    published = new KeySet(List.of(key(TestIssuer.rsa().getPublic(), null)));
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());
    verify(verifier, token);

    published = new KeySet(List.of(key(TestIssuer.rsa().getPublic(), "a")));
    verify(verifier, token);
    assertThat(counts.checked).isEqualTo(2);
    verify(verifier, token);
    assertThat(counts.checked).isEqualTo(2);
  }

  @Test
  void knowsTheSignaturesOfAKeyFetchedAnew() throws GeneralSecurityException {
    String pem = TestIssuer.pem(TestIssuer.rsa());
    published = KeyParser.parse(pem);
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());
    verify(verifier, token);

    published = KeyParser.parse(pem);
    verify(verifier, token);
    assertThat(counts.checked).isOne();
  }

  @Test
  void cannotTellWhileTheKeysCannotBeHad() {
    NimbusTokenVerifier verifier =
        new NimbusTokenVerifier(
            TestIssuer.config(Map.of()),
            (id, algorithm) ->
                published.keys().isEmpty()
                    ? CompletableFuture.failedFuture(
                        new VerificationUnavailableException("down", new IllegalStateException()))
                    : CompletableFuture.completedFuture(published.candidates(id, algorithm)),
            time::now,
            revocations,
            counts);
    String token = token("a", Map.of());
    verify(verifier, token);

    published = new KeySet(List.of());
    assertThatThrownBy(() -> verify(verifier, token))
        .hasCauseInstanceOf(VerificationUnavailableException.class);
  }

  @Test
  void refusesATokenThatExpiredSince() {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());
    verify(verifier, token);

    time.advance(Duration.ofHours(1).minusMillis(1));
    verify(verifier, token);
    time.advance(Duration.ofMillis(1));
    assertRefused(verifier, token, TokenError.TOKEN_EXPIRED);
    assertForgotten(verifier, token, TokenError.TOKEN_EXPIRED);
  }

  @Test
  void refusesATokenThatBecameTooOldSince() {
    NimbusTokenVerifier verifier = verifier(Map.of("mp.jwt.verify.token.age", "10"));
    String token = token("a", Map.of());
    verify(verifier, token);

    time.advance(Duration.ofSeconds(11));
    assertRefused(verifier, token, TokenError.TOKEN_TOO_OLD);
  }

  static Stream<Named<Consumer<Revocations>>> revoking() {
    return Stream.of(
        Named.of("the subject", revocations -> revocations.revokeSubject("alice")),
        Named.of("the session", revocations -> revocations.revokeSession("s-1")),
        Named.of(
            "the token",
            revocations ->
                revocations.revokeToken(
                    "t-1", new ManualScheduler().now().plus(Duration.ofHours(1)))));
  }

  @ParameterizedTest
  @MethodSource("revoking")
  void refusesATokenRevokedSince(Consumer<Revocations> revoke) {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of("sid", "s-1", "jti", "t-1"));
    verify(verifier, token);

    revoke.accept(revocations);
    assertRefused(verifier, token, TokenError.TOKEN_REVOKED);
    assertForgotten(verifier, token, TokenError.TOKEN_REVOKED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 341})
  void doesNotTakeASignatureForAnotherThatDiffersInOneCharacter(int index) {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String token = token("a", Map.of());
    verify(verifier, token);

    int position = token.lastIndexOf('.') + 1 + index;
    char changed = token.charAt(position) == 'A' ? 'Q' : 'A'; // differs in a bit that counts
    String forged = token.substring(0, position) + changed + token.substring(position + 1);

    assertRefused(verifier, forged, TokenError.TOKEN_SIGNATURE);
    assertThat(counts.known).isZero();
  }

  @Test
  void refusesTheSamePayloadWithAStrangersSignature() {
    NimbusTokenVerifier verifier = verifier(Map.of());
    verify(verifier, token("a", Map.of()));
    String forged =
        TestIssuer.sign(
            Map.of("alg", "RS256", "kid", "a"), TestIssuer.claims(time.now()), OTHER.getPrivate());

    assertRefused(verifier, forged, TokenError.TOKEN_SIGNATURE);
  }

  @Test
  void remembersNoRefusal() {
    NimbusTokenVerifier verifier = verifier(Map.of());
    String early = token("a", Map.of("nbf", time.now().getEpochSecond() + 5));

    assertRefused(verifier, early, TokenError.TOKEN_NOT_YET_VALID);
    assertRefused(verifier, early, TokenError.TOKEN_NOT_YET_VALID);
    assertThat(counts.checked).isEqualTo(2);
    time.advance(Duration.ofSeconds(5));
    assertThat(verify(verifier, early).id()).isEqualTo("alice");
  }

  @Test
  void holdsNoMoreTokensThanAllowed() {
    VerifiedTokens tokens = new VerifiedTokens(3);
    VerifiedToken token = verifiedToken();
    for (int i = 0; i < 10; i++) {
      tokens.put(VerifiedTokens.Hash.of(new byte[] {(byte) i}), token);
    }

    assertThat(tokens.size()).isEqualTo(3);
    assertThat(tokens.get(VerifiedTokens.Hash.of(new byte[] {6}))).isNull();
    assertThat(tokens.get(VerifiedTokens.Hash.of(new byte[] {7}))).isSameAs(token);
  }

  private VerifiedToken verifiedToken() {
    TokenTimes times = new TokenTimes(time.now(), null, null);
    User user = new User("alice", "Alice", Set.of(), null, null, null, null, time.now());
    return new VerifiedToken("a", "RS256", key(counted, "a"), times, user);
  }

  /** Shown once more, the token meets a check of its signature. */
  private void assertForgotten(TokenVerifier verifier, String token, TokenError error) {
    int checked = counts.checked;
    assertRefused(verifier, token, error);
    assertThat(counts.checked).isEqualTo(checked + 1);
  }

  private NimbusTokenVerifier verifier(Map<String, String> changes) {
    return new NimbusTokenVerifier(
        TestIssuer.config(changes),
        (id, algorithm) -> CompletableFuture.completedFuture(published.candidates(id, algorithm)),
        time::now,
        revocations,
        counts);
  }

  private String token(String keyId, Map<String, Object> changes) {
    Map<String, Object> claims = TestIssuer.claims(time.now());
    claims.putAll(changes);
    Map<String, Object> header = new HashMap<>(Map.of("alg", "RS256"));
    if (keyId != null) {
      header.put("kid", keyId);
    }
    return TestIssuer.sign(header, claims, TestIssuer.rsa().getPrivate());
  }

  private static VerificationKey key(PublicKey key, String id) {
    try {
      return VerificationKey.of(key, id, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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

  private static final class Counts implements TokenObserver {
    int known;
    int checked;

    @Override
    public void signatureKnown() {
      known++;
    }

    @Override
    public void signatureChecked() {
      checked++;
    }
  }
}
