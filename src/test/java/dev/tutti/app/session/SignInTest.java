package dev.tutti.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.CloseReason;
import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RequiresRole;
import dev.tutti.security.User;
import dev.tutti.socketio.FakeSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F3, F4, F5, F7, F10: nobody is in before their token is verified, and the others hear why. */
class SignInTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SessionFixture fixture = new SessionFixture(true, WhoAmI.class, Elsewhere.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void welcomesAUserAfterConnectInItsRoom() {
    FakeSession client = fixture.open();
    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));

    List<String> sent = client.take();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).startsWith("40{\"sid\":\"");
    String socketId = sent.get(0).substring(10, sent.get(0).length() - 2);
    assertThat(sent.get(1))
        .isEqualTo(
            "42[\"connected\",{\"message\":\"Connected successfully\",\"userId\":\"alice\","
                + "\"socketId\":\""
                + socketId
                + "\"}]");
    fixture.server.root().to(UserRoom.of("alice")).emit("hello");
    assertThat(client.take()).containsExactly("42[\"hello\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0{}", "0{\"token\":null}", "0{\"token\":\"\"}", "0{\"Token\":\"x\"}"})
  void asksForATokenWhereThereIsNone(String connect) {
    assertThat(fixture.open().receive(connect).take())
        .containsExactly(refusal("Authentication required", "token_missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0{\"token\":7}",
        "0{\"token\":true}",
        "0{\"token\":{\"token\":\"x\"}}",
        "0{\"a\":{\"token\":\"x\"},\"token\":[\"x\"]}",
        "0{\"token\":\"valid-test-token\"}",
        "0{\"token\":\"Bearer a.b.c\"}",
      })
  void refusesWhatIsNoToken(String connect) {
    assertThat(fixture.open().receive(connect).take())
        .containsExactly(refusal("The token cannot be read", "token_malformed"));
  }

  @Test
  void refusesABadTokenBeforeTheClientHearsOfSuccess() {
    String token = fixture.token("alice", Duration.ofSeconds(5));
    fixture.time.advance(Duration.ofSeconds(5));
    FakeSession client = fixture.open();

    client.receive(SessionFixture.connect(token));
    assertThat(client.take()).containsExactly(refusal("The token has expired", "token_expired"));
    assertThat(fixture.sessions.openSessions()).isZero();
  }

  @Test
  void closesTheTransportOfAClientThatIsRefusedAgainAndAgain() {
    FakeSession client = fixture.open().receive("0", "0", "0");

    assertThat(client.closeReason()).isEqualTo(CloseReason.UNAUTHENTICATED);
  }

  @Test
  void closesTheTransportWithoutAWordWhereItCannotDecide() {
    fixture.verifier.down = true;
    FakeSession client = fixture.open();

    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));
    assertThat(client.take()).isEmpty();
    assertThat(client.closeReason()).isNotNull();
  }

  @Test
  void takesTheCallerThatTheServerHasVerified() {
    FakeSession client = fixture.open(Map.of(), verified("alice")).receive("0");

    assertThat(client.take().get(1)).contains("\"userId\":\"alice\"");
  }

  @Test
  void takesTheHeaderWhereTheServerVerifiesNone() {
    FakeSession good = withHeader("bearer " + fixture.token("alice", HOUR)).receive("0");
    FakeSession bad = withHeader("Bearer x").receive("0");
    FakeSession otherScheme = withHeader("Basic eDp5").receive("0");

    assertThat(good.take().get(1)).contains("\"userId\":\"alice\"");
    String malformed = refusal("The token cannot be read", "token_malformed");
    assertThat(bad.take()).containsExactly(malformed);
    assertThat(otherScheme.take()).containsExactly(malformed);
  }

  @Test
  void authTokenWinsOverTheHeader() {
    FakeSession client = withHeader("Basic eDp5");

    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));
    assertThat(client.take().get(1)).contains("\"userId\":\"alice\"");
  }

  @Test
  void refusesTwoTokensOfDifferentUsers() {
    FakeSession client = fixture.open(Map.of(), verified("bob"));

    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));
    assertThat(client.take())
        .containsExactly(refusal("Two tokens name different subjects", "token_subject_mismatch"));
  }

  @Test
  void refusesACallerWhoseTokenHasEndedSinceTheHandshake() {
    SessionFixture.Verified caller = verified("alice");
    fixture.time.advance(HOUR);

    assertThat(fixture.open(Map.of(), caller).receive("0").take())
        .containsExactly(refusal("The token has expired", "token_expired"));
  }

  @Test
  void waitsForKeysWithoutLettingAnyoneIn() {
    fixture.verifier.gate = new CompletableFuture<>();
    FakeSession client = fixture.open();
    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));
    assertThat(client.take()).isEmpty();

    fixture.verifier.gate.complete(null);
    assertThat(client.take()).hasSize(2);
  }

  @Test
  void bindsTheUserWithItsNameAndRoles() {
    FakeSession client = fixture.open();
    client.receive(
        SessionFixture.connect(
            fixture.token(Map.of("sub", "u-1", "username", "Ann", "groups", List.of("admin")))));
    client.take();

    client.receive("21[\"who-am-i\"]", "22[\"admin-only\"]");
    assertThat(client.take())
        .containsExactly(
            "431[{\"success\":true,\"id\":\"u-1\",\"name\":\"Ann\"}]",
            "432[{\"success\":true,\"id\":\"u-1\",\"name\":\"Ann\"}]");
  }

  @Test
  void refusesWhoLacksTheRole() {
    FakeSession client = fixture.signIn("alice", HOUR);

    client.receive("21[\"admin-only\"]");
    assertThat(client.take().get(0)).contains("\"code\":\"forbidden\"");
  }

  @ParameterizedTest
  @CsvSource({"/, 2", "/elsewhere, 1"})
  void everyNamespaceWantsAToken(String namespace, int welcome) {
    FakeSession client = fixture.open();
    String prefix = namespace.equals("/") ? "" : namespace + ",";
    client.receive("0" + prefix);
    assertThat(client.take().get(0)).contains("token_missing");

    client.receive(
        "0" + prefix + SessionFixture.connect(fixture.token("alice", HOUR)).substring(1));
    assertThat(client.take()).hasSize(welcome);
    fixture.server.of(namespace).to(UserRoom.of("alice")).emit("hello");
    assertThat(client.take()).containsExactly("42" + prefix + "[\"hello\"]");
    assertThat(fixture.sessions.openSessions()).isEqualTo(1);
  }

  @Test
  void letsClientsWithoutTokenInWhereNoneIsRequired() {
    try (SessionFixture open = new SessionFixture(false)) {
      assertThat(open.open().receive("0").take()).hasSize(1);
      assertThat(open.open().receive("0{\"token\":\"bad\"}").take().get(0))
          .contains("token_malformed");
      assertThat(open.sessions.openSessions()).isZero();
    }
  }

  private FakeSession withHeader(String authorization) {
    return fixture.open(Map.of("authorization", List.of(authorization)), null);
  }

  private SessionFixture.Verified verified(String user) {
    return SessionFixture.Verified.of(user, fixture.time.now());
  }

  private static String refusal(String message, String code) {
    return "44{\"message\":\"" + message + "\",\"data\":{\"code\":\"" + code + "\"}}";
  }

  record Who(String id, String name) {}

  @EventController
  static class WhoAmI {
    @OnEvent("who-am-i")
    Who whoAmI(User user) {
      return new Who(user.id(), user.name());
    }

    @OnEvent("admin-only")
    @RequiresRole("admin")
    Who adminOnly(User user) {
      return new Who(user.id(), user.name());
    }
  }

  @EventController(namespace = "/elsewhere")
  static class Elsewhere {
    @OnEvent("ping-elsewhere")
    void ping() {}
  }
}
