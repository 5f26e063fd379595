package dev.tutti.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.CloseReason;
import dev.tutti.security.User;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.SocketIoSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F9 and F35: a session ends with its token, or is kept by a fresh one of the same user. */
class SessionEndTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String EXPIRED = "42[\"session-ended\",{\"code\":\"token_expired\"}]";

  private final SessionFixture fixture =
      new SessionFixture(true, SignInTest.WhoAmI.class, SignInTest.Elsewhere.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void announcesTheEndAndThenComesToIt() {
    FakeSession client = fixture.signIn("alice", HOUR);

    fixture.time.advance(HOUR.minusSeconds(61));
    assertThat(client.take()).isEmpty();
    fixture.time.advance(SECOND);
    assertThat(client.take())
        .containsExactly(
            "42[\"token-expiring\",{\"expiresAt\":\"2030-01-01T01:00:00.000Z\",\"inMs\":60000}]");
    fixture.time.advance(Duration.ofSeconds(59));
    assertThat(client.take()).isEmpty();
    assertThat(client.closeReason()).isNull();
    fixture.time.advance(SECOND);
    // no DISCONNECT: the client comes back with a fresh token
    assertThat(client.take()).containsExactly(EXPIRED);
    assertThat(client.closeReason()).isNotNull();
    assertThat(fixture.sessions.openSessions()).isZero();
    assertThat(fixture.time.pending()).isZero();
  }

  @Test
  void announcesAnEndThatIsNearAtOnceBehindTheWelcome() {
    FakeSession client = fixture.open();
    client.receive(SessionFixture.connect(fixture.token("alice", Duration.ofSeconds(30))));

    assertThat(client.take()).hasSize(3).last().asString().contains("\"inMs\":30000");
  }

  @Test
  void aFreshTokenKeepsTheSession() {
    FakeSession client = fixture.signIn("alice", HOUR);
    fixture.time.advance(HOUR.minusSeconds(60));
    client.take();

    refresh(client, fixture.token("alice", HOUR));
    assertThat(client.take())
        .containsExactly("437[{\"success\":true,\"expiresAt\":\"2030-01-01T01:59:00.000Z\"}]");
    fixture.time.advance(HOUR.minusSeconds(61));
    assertThat(client.take()).isEmpty();
    fixture.time.advance(SECOND);
    assertThat(client.take()).singleElement().asString().contains("token-expiring");
    fixture.time.advance(Duration.ofMinutes(1));
    assertThat(client.take()).containsExactly(EXPIRED);
  }

  @Test
  void aFreshTokenIsGoodForTheUsersOtherNamespaces() {
    FakeSession client = fixture.signIn("alice", HOUR);
    FakeSession other = fixture.signIn("alice", HOUR);
    String connect = SessionFixture.connect(fixture.token("alice", HOUR)).substring(1);
    client.receive("0/elsewhere," + connect);
    other.receive("0/elsewhere," + connect);

    fixture.time.advance(Duration.ofMinutes(30));
    refresh(client, fixture.token("alice", HOUR));
    fixture.time.advance(Duration.ofMinutes(30));
    assertThat(client.closeReason()).isNull();
    assertThat(other.closeReason()).isNotNull();
    fixture.time.advance(Duration.ofMinutes(30));
    assertThat(client.closeReason()).isNotNull();
    assertThat(fixture.time.pending()).isZero();
  }

  @Test
  void aFreshTokenBringsNameAndRoles() {
    FakeSession client = fixture.signIn("alice", HOUR);

    refresh(
        client,
        fixture.token(Map.of("sub", "alice", "username", "Alice B.", "groups", List.of("admin"))));
    client.take();
    client.receive("28[\"admin-only\"]");
    assertThat(client.take())
        .containsExactly("438[{\"success\":true,\"id\":\"alice\",\"name\":\"Alice B.\"}]");
  }

  @Test
  void aTokenOfAnotherUserEndsTheSessionBehindTheAnswer() {
    FakeSession client = fixture.signIn("alice", HOUR);

    refresh(client, fixture.token("bob", HOUR));
    List<String> sent = client.take();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).startsWith("437[{\"success\":false").contains("token_subject_mismatch");
    assertThat(sent.get(1))
        .isEqualTo("42[\"session-ended\",{\"code\":\"token_subject_mismatch\"}]");
    assertThat(client.closeReason()).isNotNull();
  }

  @Test
  void aBadTokenEndsTheSessionBehindTheAnswerAlsoWhenKeysComeLate() {
    FakeSession client = fixture.signIn("alice", HOUR);
    fixture.verifier.gate = new CompletableFuture<>();

    refresh(client, "garbage");
    assertThat(client.take()).isEmpty();
    fixture.verifier.gate.complete(null);
    assertThat(client.take()).hasSize(2).first().asString().contains("token_malformed");
    assertThat(client.closeReason()).isNotNull();
  }

  @Test
  void aRefreshThatCannotBeDecidedMayBeRepeated() {
    FakeSession client = fixture.signIn("alice", HOUR);
    fixture.verifier.down = true;

    refresh(client, fixture.token("alice", HOUR));
    assertThat(client.take())
        .singleElement()
        .asString()
        .contains("\"code\":\"unavailable\"", "\"retryable\":true");
    assertThat(client.closeReason()).isNull();
  }

  @Test
  void aRefreshWithoutATokenIsRefusedAndHarmless() {
    FakeSession client = fixture.signIn("alice", HOUR);

    client.receive("27[\"token-refresh\",{\"token\":7}]");
    assertThat(client.take()).singleElement().asString().contains("invalid_payload");
    assertThat(client.closeReason()).isNull();
  }

  @Test
  void servesNoEventAfterTheEndEvenIfTheTimerIsLate() {
    FakeSession client = fixture.signIn("alice", HOUR);
    SocketIoSocket socket = fixture.server.root().sockets().iterator().next();
    User user = socket.attribute(User.class).orElseThrow();
    socket.attribute(
        User.class,
        new User(user.id(), user.name(), user.roles(), null, null, null, null, fixture.time.now()));

    client.receive("28[\"who-am-i\"]");
    List<String> sent = client.take();
    assertThat(sent.get(0)).startsWith("438[{\"success\":false").contains("token_expired");
    assertThat(sent.get(1)).isEqualTo(EXPIRED);
    assertThat(client.closeReason()).isNotNull();
  }

  @Test
  void aRevocationEndsTheSessionsAtOnceAndForGood() {
    FakeSession phone = fixture.signIn("alice", HOUR);
    FakeSession laptop = fixture.signIn("alice", HOUR);
    FakeSession bob = fixture.signIn("bob", HOUR);
    String token = fixture.token("alice", HOUR);

    fixture.sessions.revokeSubject("alice");
    for (FakeSession client : List.of(phone, laptop)) {
      assertThat(client.take())
          .containsExactly("42[\"session-ended\",{\"code\":\"token_revoked\"}]", "41");
      assertThat(client.closeReason()).isEqualTo(CloseReason.FORCED_SERVER_CLOSE);
    }
    assertThat(bob.take()).isEmpty();
    assertThat(fixture.open().receive(SessionFixture.connect(token)).take())
        .singleElement()
        .asString()
        .contains("token_revoked");
  }

  @Test
  void revokesASingleSignOnSessionOrOneToken() {
    FakeSession session = fixture.open();
    session.receive(
        SessionFixture.connect(fixture.token(Map.of("sub", "a", "sid", "s-1", "jti", "t-1"))));
    FakeSession token = fixture.open();
    token.receive(
        SessionFixture.connect(fixture.token(Map.of("sub", "a", "sid", "s-2", "jti", "t-2"))));

    fixture.sessions.revokeSession("s-1");
    assertThat(session.closeReason()).isNotNull();
    assertThat(token.closeReason()).isNull();
    fixture.sessions.revokeToken("t-2", fixture.time.now().plus(HOUR));
    assertThat(token.closeReason()).isNotNull();
  }

  @Test
  void aRevocationDuringTheConnectDoesNotSlipThrough() {
    fixture.verifier.gate = new CompletableFuture<>();
    FakeSession client = fixture.open();
    client.receive(SessionFixture.connect(fixture.token("alice", HOUR)));

    // the token has been judged, the connect has not
    fixture.sessions.revokeSubject("alice");
    fixture.verifier.gate.complete(null);
    assertThat(client.take()).contains("42[\"session-ended\",{\"code\":\"token_revoked\"}]");
    assertThat(client.closeReason()).isNotNull();
    assertThat(fixture.sessions.openSessions()).isZero();
  }

  @Test
  void anAdministratorEndsTheSessionsOfAUser() {
    FakeSession phone = fixture.signIn("alice", HOUR);
    FakeSession laptop = fixture.signIn("alice", HOUR);
    fixture.signIn("bob", HOUR);

    assertThat(fixture.sessions.endSessions("alice")).isEqualTo(2);
    assertThat(phone.take()).containsExactly("42[\"session-ended\",{\"code\":\"kicked\"}]", "41");
    assertThat(laptop.closeReason()).isNotNull();
    assertThat(fixture.sessions.openSessions()).isEqualTo(1);
    assertThat(fixture.sessions.endSessions("alice")).isZero();
  }

  @Test
  void theOtherNodesEndTheSessionsOfTheUserAsWell() {
    FakeSession phone = fixture.signIn("alice", HOUR);

    fixture.sessions.endSessions("bob");
    assertThat(fixture.told).containsExactly("[\"tutti:1:kick\", \"bob\"]");
    assertThat(phone.closeReason()).isNull();

    fixture.hear("\"tutti:1:kick\"", "\"alice\"");
    assertThat(phone.take()).containsExactly("42[\"session-ended\",{\"code\":\"kicked\"}]", "41");
    assertThat(fixture.told).as("not told on").hasSize(1);
  }

  @Test
  void whatIsNoUserEndsNothing() {
    fixture.signIn("alice", HOUR);
    fixture.hear("\"tutti:1:kick\"");
    fixture.hear("\"tutti:1:kick\"", "null");
    assertThat(fixture.sessions.openSessions()).isEqualTo(1);
  }

  @Test
  void leavesNoTimerBehind() {
    List<FakeSession> clients =
        List.of(fixture.signIn("alice", HOUR), fixture.signIn("bob", Duration.ofSeconds(20)));
    clients.forEach(client -> client.close(CloseReason.TRANSPORT_CLOSE));

    assertThat(fixture.sessions.openSessions()).isZero();
    assertThat(fixture.time.pending()).isZero();
  }

  private static void refresh(FakeSession client, String token) {
    client.receive("27[\"token-refresh\",{\"token\":\"" + token + "\"}]");
  }
}
