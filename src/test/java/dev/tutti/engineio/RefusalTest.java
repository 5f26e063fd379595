package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which requests are refused, with which answer, and in which order the reasons count. */
class RefusalTest {
  private final EngineFixture engine = new EngineFixture();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, query, origin, upgrade, allowed, refusal
        "GET, EIO=4&transport=polling, -, false, true, -",
        "GET, EIO=4&transport=websocket, -, true, true, -",
        "GET, EIO=4&transport=polling&sid=, -, false, true, -",
        "GET, EIO=4, -, false, true, TRANSPORT_UNKNOWN",
        "GET, EIO=4&transport=, -, false, true, TRANSPORT_UNKNOWN",
        "GET, EIO=4&transport=webtransport, -, false, true, TRANSPORT_UNKNOWN",
        "POST, EIO=3&transport=abc&sid=x, -, false, false, TRANSPORT_UNKNOWN",
        "GET, EIO=4&transport=polling, 'http://a\u0001b', false, true, BAD_REQUEST",
        "GET, EIO=4&transport=polling, 'http://a\u0416b', false, true, BAD_REQUEST",
        "POST, EIO=3&transport=polling&sid=x, 'a\u007f', false, false, BAD_REQUEST",
        "GET, EIO=4&transport=polling&sid=x, -, false, true, SESSION_UNKNOWN",
        "PUT, EIO=3&transport=websocket&sid=x, -, true, false, SESSION_UNKNOWN",
        "POST, EIO=4&transport=polling, -, false, true, BAD_HANDSHAKE_METHOD",
        "OPTIONS, EIO=3&transport=websocket, -, false, false, BAD_HANDSHAKE_METHOD",
        "GET, EIO=3&transport=websocket, http://a, false, false, BAD_REQUEST",
        "GET, EIO=4&transport=polling, -, true, true, BAD_REQUEST",
        "GET, EIO=3&transport=polling, http://a, false, false, FORBIDDEN",
        "GET, EIO=4&transport=websocket, http://a, true, false, FORBIDDEN",
        "GET, EIO=3&transport=polling, -, false, true, UNSUPPORTED_PROTOCOL",
        "GET, EIO=04&transport=polling, -, false, true, UNSUPPORTED_PROTOCOL",
        "GET, transport=websocket, -, true, true, UNSUPPORTED_PROTOCOL",
      })
  void handshakes(
      String method,
      String query,
      String origin,
      boolean upgrade,
      boolean allowed,
      Refusal refusal) {
    assertThat(check(method, query, origin, upgrade, allowed)).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, transport=polling, false, true, -",
        "POST, transport=polling, false, false, -",
        "PUT, transport=polling, false, true, -",
        "GET, transport=websocket, true, true, -",
        "GET, transport=websocket, true, false, FORBIDDEN",
        "GET, transport=websocket, false, true, BAD_REQUEST",
        "GET, transport=polling, true, true, BAD_REQUEST",
      })
  void requestsOfASession(
      String method, String query, boolean upgrade, boolean allowed, Refusal refusal) {
    String sid = engine.openPolling();
    assertThat(check(method, query + "&sid=" + sid, "http://a", upgrade, allowed))
        .isEqualTo(refusal);
  }

  @Test
  void transportsCanBeSwitchedOff() {
    EngineIoConfig base = EngineFixture.config(true);
    EngineFixture webSocketOnly =
        new EngineFixture(
            new EngineIoConfig(
                base.pingInterval(),
                base.pingTimeout(),
                base.upgradeTimeout(),
                base.maxPayloadBytes(),
                java.util.Set.of(TransportKind.WEBSOCKET),
                true,
                base.closeGrace(),
                base.maxSendQueueBytes(),
                1,
                1,
                1));
    EngineIoRequest polling =
        new EngineIoRequest(
            "GET", EngineFixture.parse(EngineFixture.POLLING), null, false, true, "a");
    assertThat(webSocketOnly.server.check(polling)).isEqualTo(Refusal.TRANSPORT_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSPORT_UNKNOWN, 400, '{\"code\":0,\"message\":\"Transport unknown\"}'",
    "SESSION_UNKNOWN, 400, '{\"code\":1,\"message\":\"Session ID unknown\"}'",
    "BAD_HANDSHAKE_METHOD, 400, '{\"code\":2,\"message\":\"Bad handshake method\"}'",
    "BAD_REQUEST, 400, '{\"code\":3,\"message\":\"Bad request\"}'",
    "FORBIDDEN, 403, '{\"code\":4,\"message\":\"Forbidden\"}'",
    "UNSUPPORTED_PROTOCOL, 400, '{\"code\":5,\"message\":\"Unsupported protocol version\"}'",
    "UNAUTHORIZED, 401, '{\"code\":4,\"message\":\"Unauthorized\"}'",
    "TOO_MANY_CONNECTIONS, 503, '{\"code\":4,\"message\":\"Too many connections\"}'",
    "TOO_MANY_HANDSHAKES, 429, '{\"code\":4,\"message\":\"Too many handshakes\"}'",
    "UNAVAILABLE, 503, '{\"code\":4,\"message\":\"Service unavailable\"}'",
  })
  void answers(Refusal refusal, int status, String body) {
    HttpReply reply = refusal.reply();
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatPassesByItselfInvitesToComeBack(Refusal refusal) {
    boolean passes = refusal.status() == 429 || refusal.status() == 503;
    assertThat(!refusal.retryAfter().isZero()).isEqualTo(passes);
    assertThat(refusal.word()).matches("[a-z_]+");
  }

  @Test
  void refusalsAreCounted() {
    check("GET", "EIO=4", null, false, true);
    engine.poll("nobody");
    engine.post("nobody", "4");
    assertThat(engine.observer.refusals)
        .containsExactly("transport_unknown", "session_unknown", "session_unknown");
    engine.server.pollBroken("nobody");
  }

  @Test
  void closedServerIsUnavailable() {
    engine.server.close();
    assertThat(engine.server.accepting()).isFalse();
    assertThat(check("GET", EngineFixture.POLLING, null, false, true))
        .isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void handshakeThatOverlapsWithTheCloseDoesNotSurvive() {
    engine.server.close();
    EngineFixture.FakeWebSocket webSocket = engine.openWebSocket();
    assertThat(webSocket.closed).isEqualTo(1000);
    engine.openPolling();
    engine.assertNoTrace();
  }

  @Test
  void connectionsAreLimitedInAll() {
    EngineFixture full = new EngineFixture(EngineFixture.limits(2, 2, 100));
    full.openPolling();
    EngineFixture.FakeWebSocket webSocket = full.openWebSocket();
    assertThat(attempt(full, "192.0.2.9")).isEqualTo(Refusal.TOO_MANY_CONNECTIONS);
    EngineFixture.FakeExchange late = new EngineFixture.FakeExchange();
    full.server.handshake(full.handshake(EngineFixture.POLLING, "192.0.2.9"), late);
    assertThat(late.status()).isEqualTo(503);
    webSocket.receiver.onClose();
    assertThat(attempt(full, "192.0.2.9")).isNull();
  }

  @Test
  void connectionsOfAnAddressAreLimited() {
    EngineFixture limited = new EngineFixture(EngineFixture.limits(10, 1, 100));
    limited.openPolling();
    assertThat(attempt(limited, "192.0.2.1")).isEqualTo(Refusal.TOO_MANY_CONNECTIONS_OF_ADDRESS);
    assertThat(attempt(limited, "192.0.2.2")).isNull();
    assertThat(limited.openWebSocket().closed).isEqualTo(1013);
    limited.session().close(CloseReason.FORCED_SERVER_CLOSE);
    limited.poll(limited.session().id());
    assertThat(attempt(limited, "192.0.2.1")).isNull();
    limited.assertNoTrace();
  }

  @Test
  void handshakesOfAnAddressAreLimitedInAnySecond() {
    EngineFixture limited = new EngineFixture(EngineFixture.limits(10, 10, 2));
    assertThat(attempt(limited, "192.0.2.1")).isNull();
    limited.scheduler.advance(Duration.ofMillis(900));
    assertThat(attempt(limited, "192.0.2.1")).isNull();
    assertThat(attempt(limited, "192.0.2.1")).isEqualTo(Refusal.TOO_MANY_HANDSHAKES);
    assertThat(attempt(limited, "192.0.2.2")).isNull();
    limited.scheduler.advance(Duration.ofMillis(100));
    assertThat(attempt(limited, "192.0.2.1")).isNull();
    assertThat(attempt(limited, "192.0.2.1")).isEqualTo(Refusal.TOO_MANY_HANDSHAKES);
  }

  @Test
  void memoryOfAddressesIsBounded() {
    Admission admission = new Admission(EngineFixture.limits(1, 1, 1), engine.scheduler);
    assertThat(admission.attempt("first")).isNull();
    for (int i = 0; i < Admission.MAX_ADDRESSES; i++) {
      assertThat(admission.attempt("other-" + i)).isNull();
    }
    assertThat(admission.attempt("first")).isNull();
    assertThat(admission.attempt("other-4095")).isEqualTo(Refusal.TOO_MANY_HANDSHAKES);
  }

  private static Refusal attempt(EngineFixture engine, String address) {
    return engine.server.check(
        new EngineIoRequest(
            "GET", EngineFixture.parse(EngineFixture.POLLING), null, false, true, address));
  }

  private Refusal check(
      String method, String query, String origin, boolean upgrade, boolean allowed) {
    return engine.server.check(
        new EngineIoRequest(
            method, EngineFixture.parse(query), origin, upgrade, allowed, "192.0.2.1"));
  }
}
