package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

/** F8: who a user is, by the claims of different issuers. */
class ClaimMappingTest {
  private final ManualScheduler time = new ManualScheduler();
  private final Map<String, Object> claims = TestIssuer.claims(time.now());

  @Test
  void takesTheFirstNameThatThereIs() {
    claims.remove("username");
    claims.put("upn", "alice@example.com");
    assertThat(user(Map.of()).name()).isEqualTo("alice@example.com");
    claims.put("preferred_username", "ally");
    assertThat(user(Map.of()).name()).isEqualTo("ally");
    claims.put("username", " ");
    assertThat(user(Map.of()).name()).isEqualTo("ally");
    claims.put("username", "Alice");
    assertThat(user(Map.of()).name()).isEqualTo("Alice");
    assertThat(user(Map.of("tutti.token.name-claims", "email,upn")).name())
        .isEqualTo("alice@example.com");
  }

  @Test
  void namesAUserWithoutNameByItsSubject() {
    claims.put("username", Map.of("first", "Alice"));

    assertThat(user(Map.of()).name()).isEqualTo("alice");
  }

  @Test
  void cleansAndCutsNames() {
    claims.put("username", "\u202eAl\u0000ice\n\u200b " + "x".repeat(200));

    assertThat(user(Map.of()).name()).isEqualTo("Alice " + "x".repeat(122));
  }

  @Test
  void readsAKeycloakToken() {
    claims.remove("username");
    claims.put("preferred_username", "alice");
    claims.put("sid", "0b5f4a52");
    claims.put("jti", "9c1d");
    claims.put("realm_access", Map.of("roles", List.of("offline_access", "admin")));
    claims.put("resource_access", Map.of("tutti", Map.of("roles", List.of("tutti-backend"))));
    String paths = "realm_access.roles, resource_access.tutti.roles";

    User user = user(Map.of("tutti.token.roles-path", paths));
    assertThat(user.roles()).containsExactlyInAnyOrder("offline_access", "admin", "tutti-backend");
    assertThat(user.sessionId()).isEqualTo("0b5f4a52");
    assertThat(user.tokenId()).isEqualTo("9c1d");
  }

  @Test
  void readsRolesOfAnyShape() {
    claims.put("groups", List.of("a", 7, "b"));
    claims.put("https://example.com/claims", Map.of("roles", "c"));
    claims.put("broken", "text");
    String paths = "\"https://example.com/claims\".roles,broken.roles,nothing";

    assertThat(user(Map.of("tutti.token.roles-path", paths)).roles())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void readsATokenThatTheServerHasVerified() {
    // servers hand out JSON-P values, whose text is JSON
    claims.put("realm_access", Map.of("roles", List.of(new JsonText("\"admin\""))));
    claims.put("preferred_username", new JsonText("\"ally\""));
    claims.put("odd", new JsonText("not json"));
    claims.put("groups", Set.of("staff"));
    claims.remove("username");
    TokenVerifier verifier = verifier(Map.of("tutti.token.roles-path", "realm_access.roles,odd"));

    User user = verifier.userOf(new Principal(claims));
    assertThat(user.id()).isEqualTo("alice");
    assertThat(user.name()).isEqualTo("ally");
    assertThat(user.roles()).containsExactlyInAnyOrder("admin", "staff");
    assertThat(user.expiresAt()).isEqualTo(time.now().plus(Duration.ofHours(1)));
  }

  @Test
  void trustsTheServerForIssuerAndAudienceButNotForTimeAndSubject() {
    claims.put("iss", "https://other.example");
    claims.remove("aud");
    TokenVerifier verifier = verifier(Map.of());
    assertThat(verifier.userOf(new Principal(claims)).issuer()).isEqualTo("https://other.example");

    assertThatThrownBy(() -> verifier.userOf(new Principal(without("sub"))))
        .hasMessage(TokenError.TOKEN_SUBJECT.message());
    time.advance(Duration.ofHours(1));
    assertThatThrownBy(() -> verifier.userOf(new Principal(claims)))
        .hasMessage(TokenError.TOKEN_EXPIRED.message());
  }

  private Map<String, Object> without(String name) {
    Map<String, Object> rest = new HashMap<>(claims);
    rest.remove(name);
    return rest;
  }

  private User user(Map<String, String> changes) {
    return verifier(changes).verify(TestIssuer.token(claims)).toCompletableFuture().join();
  }

  private TokenVerifier verifier(Map<String, String> changes) {
    TokenConfig config = TestIssuer.config(changes);
    return NimbusTokenVerifier.create(
        config, Runnable::run, time::now, new MemoryRevocations(config, time::now));
  }

  private record JsonText(String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  private record Principal(Map<String, Object> claims) implements JsonWebToken {
    @Override
    public String getName() {
      return "alice";
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T getClaim(String name) {
      return (T) claims.get(name);
    }
  }
}
