package dev.tutti.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.Client;
import dev.tutti.app.Gateway;
import dev.tutti.app.notification.NotificationConfig;
import dev.tutti.events.EventRejectedException;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {
  private final SecurityContext backEnd = caller("tutti-backend");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway =
        Gateway.with(
            Gateway.Bean.of(NotificationConfig.class, new NotificationConfig(150, 3, 2, 1)),
            Gateway.Bean.of(AdminConfig.class, new AdminConfig("tutti-backend", 200)));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void withoutATokenNobodyPasses_F67() {
    Answer answer = broadcast(caller(null), "{\"event\":\"news\"}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"tutti\"");
    assertThat(text(answer))
        .isEqualTo(
            "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Authentication required\","
                + "\"code\":\"token_missing\"}");
  }

  @Test
  void anotherPrincipalIsNoToken() {
    SecurityContext basic = new Caller(() -> "admin");

    assertThat(broadcast(basic, "{\"event\":\"news\"}").status()).isEqualTo(401);
  }

  @Test
  void withoutTheRoleNobodyPasses_F67() {
    Client alice = gateway.connect("alice");

    Answer answer = broadcast(caller("user"), "{\"event\":\"news\"}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(text(answer)).contains("\"code\":\"forbidden\"");
    assertThat(alice.take()).isEmpty();
  }

  @Test
  void aRevokedTokenDoesNotPass() {
    Answer answer = stats(new Caller(new Token("revoked", "tutti-backend")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(text(answer)).contains("\"code\":\"token_revoked\"");
  }

  @Test
  void aUserIsNotified_F68() {
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");

    Answer answer =
        notify("{\"user\":\"alice\",\"type\":\"note\",\"message\":\"hi\",\"data\":[1.5,null]}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(text(answer))
        .matches("\\{\"id\":\"[0-9A-Z]{26}\",\"timestamp\":\"" + gateway.timestamp() + "\"}");
    assertThat(alice.take())
        .singleElement()
        .asString()
        .startsWith("[\"notification\",{\"type\":\"note\",\"message\":\"hi\",\"data\":[1.5,null],");
    assertThat(bob.take()).isEmpty();
  }

  @Test
  void usersAndEverybodyAreNotified_F64_F68() {
    Client alice = gateway.connect("alice");
    Client bob = gateway.connect("bob");
    Client carol = gateway.connect("carol");

    assertThat(notify("{\"users\":[\"alice\",\"bob\"],\"type\":\"note\"}").status()).isEqualTo(202);
    assertThat(notify("{\"all\":true,\"type\":\"note\"}").status()).isEqualTo(202);

    assertThat(alice.take()).hasSize(2);
    assertThat(bob.take()).hasSize(2);
    assertThat(carol.take()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"type\":\"note\"} x",
        "{\"type\":\"note\"}",
        "{\"user\":\"alice\"}",
        "{\"user\":\"alice\",\"all\":true,\"type\":\"note\"}",
        "{\"all\":false,\"type\":\"note\"}",
        "{\"all\":\"true\",\"type\":\"note\"}",
        "{\"user\":7,\"type\":\"note\"}",
        "{\"user\":\"\",\"type\":\"note\"}",
        "{\"users\":\"alice\",\"type\":\"note\"}",
        "{\"users\":[null],\"type\":\"note\"}",
        "{\"users\":[7],\"type\":\"note\"}",
        "{\"user\":\"alice\",\"type\":\"two words\"}",
        "{\"user\":\"alice\",\"user\":\"bob\",\"type\":\"note\"}"
      })
  void aWrongBodyIsAProblem_F66(String content) {
    Answer answer = notify(content);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains("\"code\":\"invalid_payload\"");
  }

  @Test
  void sizesAreBounded_F66() {
    Answer tooLargeBody =
        notify("{\"user\":\"alice\",\"type\":\"n\",\"message\":\"" + "x".repeat(200) + "\"}");
    assertThat(tooLargeBody.status()).isEqualTo(413);
    assertThat(text(tooLargeBody)).contains("\"code\":\"body_too_large\"");

    Answer tooLargePayload =
        notify("{\"user\":\"alice\",\"type\":\"n\",\"message\":\"" + "x".repeat(120) + "\"}");
    assertThat(tooLargePayload.status()).isEqualTo(413);
    assertThat(text(tooLargePayload)).contains("\"code\":\"payload_too_large\"");

    Answer tooMany = notify("{\"users\":[\"a\",\"b\",\"c\",\"d\"],\"type\":\"n\"}");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(text(tooMany)).contains("\"code\":\"too_many_recipients\"");
  }

  @Test
  void everybodyHearsABroadcast_F67() {
    Client alice = gateway.connect("alice");

    Answer answer = broadcast(backEnd, "{\"event\":\"news\",\"data\":{\"n\":1,\"id\":\"mine\"}}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(alice.take())
        .singleElement()
        .asString()
        .startsWith("[\"news\",{\"n\":1,\"id\":\"")
        .doesNotContain("mine");
  }

  @Test
  void broadcastsAreThrottled_F67() {
    broadcast(backEnd, "{\"event\":\"news\"}");

    Answer answer = broadcast(backEnd, "{\"event\":\"news\"}");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("Retry-After", "60");
    assertThat(text(answer)).contains("\"code\":\"rate_limited\"", "\"retryAfterMs\":60000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event\":\"disconnect\"}|event_reserved",
        "{\"event\":\"private-message\"}|event_reserved",
        "{\"event\":\"a b\"}|invalid_payload",
        "{\"data\":{}}|invalid_payload",
        "{\"event\":\"news\",\"data\":\"text\"}|invalid_payload"
      })
  void aWrongBroadcastIsAProblem_F67(String content, String code) {
    Answer answer = broadcast(backEnd, content);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void presenceIsToldOfAnybody_F68() {
    gateway.connect("alice");
    gateway.connect("bob");
    PresenceResource presence = gateway.bean(PresenceResource.class);

    assertThat(text(now(presence.answer(backEnd, "alice"))))
        .isEqualTo("{\"userId\":\"alice\",\"online\":true}");
    assertThat(text(now(presence.answer(backEnd, "nobody"))))
        .isEqualTo("{\"userId\":\"nobody\",\"online\":false}");
    assertThat(text(now(presence.answer(backEnd, null, "1"))))
        .isEqualTo("{\"users\":[\"alice\"],\"next\":\"alice\",\"total\":2}");
    assertThat(text(now(presence.answer(backEnd, "alice", null))))
        .isEqualTo("{\"users\":[\"bob\"],\"total\":2}");
    for (String limit : new String[] {"0", "-1", "x", "99999999999"}) {
      assertThat(text(now(presence.answer(backEnd, null, limit))))
          .contains("\"status\":400", "\"code\":\"invalid_parameter\"");
    }
  }

  @Test
  void roomsAndClientsAreCounted_F25_F26() {
    gateway.connect("alice").emit("join-room", "{\"room\":\"lobby\"}");
    gateway.connect("alice").emit("join-room", "{\"room\":\"lobby\"}");
    RoomResource rooms = gateway.bean(RoomResource.class);

    assertThat(text(now(rooms.answer(backEnd, "lobby"))))
        .isEqualTo("{\"room\":\"lobby\",\"users\":1,\"sockets\":2}");
    assertThat(text(now(rooms.answer(backEnd, "empty"))))
        .isEqualTo("{\"room\":\"empty\",\"users\":0,\"sockets\":0}");
    assertThat(text(now(rooms.answer(backEnd, "user:alice"))))
        .contains("\"code\":\"room_invalid\"");
    assertThat(text(stats(backEnd)))
        .isEqualTo("{\"connectedClients\":2,\"onlineUsers\":1,\"rooms\":1}");
  }

  @Test
  void aUsersSessionsAreEnded_F68() {
    Client desk = gateway.connect("mallory");
    Client phone = gateway.connect("mallory");
    Client bob = gateway.connect("bob");

    Answer answer = now(gateway.bean(UserResource.class).answer(backEnd, "mallory"));

    assertThat(text(answer)).isEqualTo("{\"userId\":\"mallory\",\"ended\":2}");
    assertThat(desk.take()).singleElement().asString().contains("session-ended", "token_revoked");
    assertThat(desk.connected()).isFalse();
    assertThat(phone.connected()).isFalse();
    assertThat(bob.connected()).isTrue();
  }

  @Test
  void aBugSaysNothingOfItself() {
    Answer answer =
        gateway
            .bean(Gate.class)
            .pass(
                backEnd,
                () -> {
                  throw new IllegalStateException("secret");
                });

    assertThat(answer.status()).isEqualTo(500);
    assertThat(text(answer)).contains("\"code\":\"internal_error\"").doesNotContain("secret");
  }

  @Test
  void whatIsNotPossibleNowIsAProblemThatSaysSo() {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    CompletionStage<Answer> answer =
        gateway.bean(Gate.class).passLater(backEnd, () -> later.thenApply(done -> done));
    assertThat(answer.toCompletableFuture()).isNotDone();

    later.completeExceptionally(EventRejectedException.unavailable());

    assertThat(now(answer).status()).isEqualTo(503);
    assertThat(text(now(answer))).contains("\"code\":\"unavailable\"");
  }

  private Answer notify(String content) {
    return gateway.bean(NotificationResource.class).answer(backEnd, stream(content));
  }

  private Answer broadcast(SecurityContext caller, String content) {
    return gateway.bean(BroadcastResource.class).answer(caller, stream(content));
  }

  private Answer stats(SecurityContext caller) {
    return now(gateway.bean(StatsResource.class).answer(caller));
  }

  private static Answer now(CompletionStage<Answer> answer) {
    return answer.toCompletableFuture().getNow(null);
  }

  private static String text(Answer answer) {
    return answer.body();
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A caller whose token grants one role; without one, nobody. */
  private static SecurityContext caller(String role) {
    return new Caller(role == null ? null : new Token("back-end", role));
  }

  private record Token(String name, String role) implements JsonWebToken {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public Set<String> getGroups() {
      return Set.of(role);
    }

    @Override
    public Set<String> getClaimNames() {
      return Set.of();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // the interface is made so
    public <T> T getClaim(String claim) {
      return null;
    }
  }

  private record Caller(Principal principal) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return principal;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return null;
    }
  }
}
