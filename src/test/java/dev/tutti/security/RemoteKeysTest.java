package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import dev.tutti.engineio.ManualScheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys from an issuer over HTTP: kept, renewed, stale, absent. */
class RemoteKeysTest {
  private static final KeyPair OLD = TestIssuer.rsa();
  private static final KeyPair NEW = TestIssuer.newRsa();

  private final ManualScheduler time = new ManualScheduler();
  private final Queue<Runnable> queued = new ArrayDeque<>();
  private HttpServer issuer;
  private volatile int status = 200;
  private volatile String body = jwks("old", OLD);
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeEach
  void startIssuer() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          requests.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/jwks");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stopIssuer() {
    issuer.stop(0);
  }

  @Test
  void fetchesKeysOnceForAllTokens() {
    NimbusTokenVerifier verifier = verifier(Runnable::run);

    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
    assertThat(requests).hasValue(1);
  }

  @Test
  void fetchesAgainForAKeyThatItDoesNotKnow() {
    NimbusTokenVerifier verifier = verifier(Runnable::run);
    body = jwks("new", NEW);
    time.advance(Duration.ofSeconds(10));

    assertThat(outcome(verifier, "new", NEW)).isEqualTo("alice");
    assertThat(requests).hasValue(2);
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("unavailable");
    time.advance(Duration.ofSeconds(10));
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("token_signature");
  }

  @Test
  void neverFetchesMoreOftenThanTheCooldownAllows() {
    NimbusTokenVerifier verifier = verifier(Runnable::run);
    time.advance(Duration.ofSeconds(10));

    assertThat(outcome(verifier, "forged", NEW)).isEqualTo("token_signature");
    for (int i = 0; i < 100; i++) {
      assertThat(outcome(verifier, "forged-" + i, NEW)).isEqualTo("unavailable");
      assertThat(outcome(verifier, "forged", NEW)).isEqualTo("token_signature");
    }
    assertThat(requests).hasValue(2);
    time.advance(Duration.ofSeconds(10));
    body = jwks("forged", NEW);
    assertThat(outcome(verifier, "forged", NEW)).isEqualTo("alice");
    assertThat(requests).hasValue(3);
  }

  @Test
  void renewsKeysInTheBackground() {
    NimbusTokenVerifier verifier = verifier(queued::add);
    runQueued();
    body = jwks("new", NEW);
    time.advance(Duration.ofMinutes(15));

    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
    assertThat(queued).hasSize(1);
    runQueued();
    assertThat(outcome(verifier, "new", NEW)).isEqualTo("alice");
    assertThat(requests).hasValue(2);
  }

  @Test
  void servesStaleKeysWhileTheIssuerIsDownButNotForEver() {
    NimbusTokenVerifier verifier = verifier(Runnable::run);
    status = 503;
    time.advance(Duration.ofHours(23));

    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
    time.advance(Duration.ofHours(1));
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("unavailable");
    status = 200;
    time.advance(Duration.ofSeconds(10));
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
  }

  @Test
  void cannotDecideBeforeItEverHadKeys() {
    status = 500;
    NimbusTokenVerifier verifier = verifier(Runnable::run);

    assertThat(outcome(verifier, "old", OLD)).isEqualTo("unavailable");
    assertThat(requests).hasValue(1);
    status = 200;
    time.advance(Duration.ofSeconds(10));
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
  }

  @Test
  void cannotDecideWhenNobodyListens() {
    issuer.stop(0);

    assertThat(outcome(verifier(Runnable::run), "old", OLD)).isEqualTo("unavailable");
  }

  @Test
  void doesNotFollowRedirects() {
    status = 302;

    assertThat(outcome(verifier(Runnable::run), "old", OLD)).isEqualTo("unavailable");
    assertThat(requests).hasValue(1);
  }

  @Test
  void refusesAnAnswerWithoutEnd() {
    body = " ".repeat(600_000) + jwks("old", OLD);

    assertThat(outcome(verifier(Runnable::run), "old", OLD)).isEqualTo("unavailable");
  }

  @Test
  void callersWaitForTheFetchUnderWayWithoutBlocking() {
    NimbusTokenVerifier verifier = verifier(queued::add);
    CompletableFuture<User> first = verify(verifier, "old", OLD);
    CompletableFuture<User> second = verify(verifier, "old", OLD);

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    runQueued();
    assertThat(first.join().id()).isEqualTo("alice");
    assertThat(second.join().id()).isEqualTo("alice");
    assertThat(requests).hasValue(1);
  }

  @Test
  void boundsHowManyWait() {
    NimbusTokenVerifier verifier = verifier(queued::add);
    for (int i = 0; i < 1_000; i++) {
      assertThat(verify(verifier, "old", OLD)).isNotDone();
    }

    assertThat(outcome(verifier, "old", OLD)).isEqualTo("unavailable");
    runQueued();
    assertThat(outcome(verifier, "old", OLD)).isEqualTo("alice");
  }

  @Test
  void cannotDecideWhenTheExecutorIsFull() {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };

    assertThat(outcome(verifier(full), "old", OLD)).isEqualTo("unavailable");
  }

  @Test
  void closingReleasesWhoWaits() {
    NimbusTokenVerifier verifier = verifier(queued::add);
    CompletableFuture<User> waiting = verify(verifier, "old", OLD);

    verifier.close();
    assertThat(waiting).isCompletedExceptionally();
    runQueued();
  }

  @Test
  void triesAllKeysForATokenThatNamesNone() {
    body =
        new JWKSet(
                List.of(
                    new RSAKey.Builder((RSAPublicKey) NEW.getPublic()).keyID("new").build(),
                    new RSAKey.Builder((RSAPublicKey) OLD.getPublic()).keyID("old").build()))
            .toString();
    String token =
        TestIssuer.sign(Map.of("alg", "RS256"), TestIssuer.claims(time.now()), OLD.getPrivate());

    assertThat(verifier(Runnable::run).verify(token).toCompletableFuture().join().id())
        .isEqualTo("alice");
  }

  private NimbusTokenVerifier verifier(Executor executor) {
    String location = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks";
    TokenConfig config =
        TestIssuer.config(
            Map.of(TokenConfig.PUBLIC_KEY, "", TokenConfig.PUBLIC_KEY_LOCATION, location));
    return NimbusTokenVerifier.create(
        config, executor, time::now, new MemoryRevocations(config, time::now));
  }

  private void runQueued() {
    for (Runnable task = queued.poll(); task != null; task = queued.poll()) {
      task.run();
    }
  }

  private CompletableFuture<User> verify(TokenVerifier verifier, String keyId, KeyPair pair) {
    String token =
        TestIssuer.sign(
            Map.of("alg", "RS256", "kid", keyId), TestIssuer.claims(time.now()), pair.getPrivate());
    return verifier.verify(token).toCompletableFuture();
  }

  /** The user's id, or what a client would be told. */
  private String outcome(TokenVerifier verifier, String keyId, KeyPair pair) {
    return verify(verifier, keyId, pair)
        .handle(
            (user, failure) -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause instanceof TokenRefusedException refused) {
                return refused.error().code();
              }
              return cause instanceof VerificationUnavailableException ? "unavailable" : user.id();
            })
        .getNow("waits");
  }

  private static String jwks(String keyId, KeyPair pair) {
    return new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(keyId).build())
        .toString();
  }
}
