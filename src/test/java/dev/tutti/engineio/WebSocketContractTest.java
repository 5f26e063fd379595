package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketContractTest extends TransportContract {
  EngineFixture.FakeWebSocket webSocket;

  /** A client of the kind that this is about. */
  EngineFixture.FakeWebSocket client() {
    return new EngineFixture.FakeWebSocket();
  }

  @Override
  void open() {
    webSocket = engine.openWebSocket(client());
  }

  @Override
  void receive(String packet) {
    webSocket.receiver.onText(packet);
  }

  @Override
  List<String> sent() {
    return webSocket.afterOpen();
  }

  @Override
  void stall() {
    webSocket.stalled = true;
  }

  @Override
  void resume() {
    webSocket.stalled = false;
    if (!webSocket.unfinished.isEmpty()) {
      webSocket.complete();
    }
  }

  @Override
  void vanish() {
    webSocket.receiver.onClose();
  }

  @Override
  String asSent(byte[] binary) {
    return Wire.binary(binary);
  }

  @Override
  boolean clientSeesEnd() {
    return webSocket.closed != null && webSocket.closed == 1000;
  }

  @Test
  void opensWithTheFiveKeysAndNoUpgrades() {
    assertThat(webSocket.frames.get(0))
        .matches(
            "0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[],\"pingInterval\":300,"
                + "\"pingTimeout\":200,\"maxPayload\":100}");
    assertThat(engine.session().transport()).isEqualTo(TransportKind.WEBSOCKET);
    assertThat(engine.session().handshake().address()).isEqualTo("192.0.2.1");
  }

  @Test
  void deliversBinaryFrames() {
    webSocket.receiver.onBinary(new byte[] {4, 9});
    assertThat(engine.above.events).containsExactly("binary:0409");
  }

  @Test
  void sendsOneFrameAtATimeWithoutRecursion() {
    webSocket.stalled = true;
    for (int i = 0; i < 10; i++) {
      engine.session().send(Frame.text("4" + i));
    }
    assertThat(sent()).containsExactly("40");
    webSocket.complete();
    assertThat(sent()).containsExactly("40", "41");
    resume();
    assertThat(sent()).hasSize(10);
  }

  @Test
  void manyFramesThatCompleteInTheirCallNeedNoStack() {
    EngineFixture roomy = new EngineFixture(EngineIoConfig.defaults());
    EngineFixture.FakeWebSocket client = roomy.openWebSocket(client());
    client.stalled = true;
    for (int i = 0; i < 100_000; i++) {
      roomy.session().send(Frame.text("4"));
    }
    client.stalled = false;
    client.complete();
    assertThat(client.afterOpen()).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 3_000_000})
  void textOverMaxPayloadClosesWith1009(int bytes) {
    receive("4" + "x".repeat(bytes - 1));
    assertThat(webSocket.closed).isEqualTo(1009);
    assertThat(engine.above.events).containsExactly("PAYLOAD_TOO_LARGE");
    engine.assertNoTrace();
  }

  @Test
  void textIsMeasuredInUtf8Bytes() {
    receive("4" + "€".repeat(33));
    assertThat(engine.above.events).hasSize(1);
    receive("45" + "ü".repeat(49) + "x");
    assertThat(webSocket.closed).isEqualTo(1009);
  }

  @Test
  void binaryOverMaxPayloadClosesWith1009() {
    webSocket.receiver.onBinary(new byte[100]);
    webSocket.receiver.onBinary(new byte[101]);
    assertThat(webSocket.closed).isEqualTo(1009);
    assertThat(engine.above.events).hasSize(2).last().isEqualTo("PAYLOAD_TOO_LARGE");
  }

  @Test
  void base64ClientsGetBinaryAsText() {
    EngineFixture.FakeWebSocket client = client();
    client.receiver =
        engine.server.connect(engine.handshake(EngineFixture.WEBSOCKET + "&b64=1"), client);
    engine.session().send(Frame.binary(new byte[] {1, 2, 3, 4}));
    assertThat(client.afterOpen()).containsExactly("bAQIDBA==");
  }

  @Test
  void errorEndsTheSession() {
    webSocket.receiver.onError();
    webSocket.receiver.onClose();
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    assertThat(engine.observer.lives)
        .containsExactly("opened websocket", "closed websocket transport error");
  }

  @Test
  void sendThatFailsEndsTheSession() {
    webSocket.stalled = true;
    engine.session().send(List.of(Frame.text("4a"), Frame.text("4b")));
    webSocket.unfinished.remove(0).failed(new IllegalStateException("gone"));
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void sendThatThrowsEndsTheSession() {
    webSocket.throwing = true;
    engine.session().send(Frame.text("4a"));
    assertThat(engine.above.events).containsExactly("TRANSPORT_ERROR");
    engine.assertNoTrace();
  }

  @Test
  void completionsAfterTheEndAreHarmless() {
    webSocket.stalled = true;
    engine.session().send(Frame.text("4a"));
    engine.session().send(Frame.text("4b"));
    FrameSender.Completion late = webSocket.unfinished.remove(0);
    webSocket.receiver.onClose();
    late.sent();
    webSocket.receiver.onText("4late");
    webSocket.receiver.onBinary(new byte[1]);
    assertThat(sent()).containsExactly("4a");
    assertThat(engine.above.events).containsExactly("TRANSPORT_CLOSE");
  }

  @Test
  void refusedSessionLeavesNoTrace() {
    engine.server.close();
    EngineFixture other = new EngineFixture();
    other.above.refusing = new IllegalStateException("a bug");
    EngineFixture.FakeWebSocket client = other.openWebSocket();
    assertThat(client.closed).isEqualTo(1000);
    other.assertNoTrace();
  }

  @Test
  void unknownSessionIsTurnedAway() {
    EngineFixture.FakeWebSocket stranger = engine.candidate("nobody");
    assertThat(stranger.closed).isEqualTo(1013);
    stranger.receiver.onText("2probe");
    stranger.receiver.onBinary(new byte[0]);
    stranger.receiver.onError();
    stranger.receiver.onClose();
    assertThat(stranger.frames).isEmpty();
  }

  @Test
  void handshakeShowsItsRequest() {
    Handshake handshake =
        new Handshake(
            "/",
            Map.of("a", List.of("b", "c")),
            Map.of("origin", List.of("http://x")),
            "192.0.2.1",
            true,
            engine.scheduler.now(),
            null);
    assertThat(handshake.queryParameter("a")).contains("b");
    assertThat(handshake.header("Origin")).contains("http://x");
    assertThat(handshake.header("none")).isEmpty();
    assertThat(handshake.crossDomain()).isTrue();
    assertThat(Arrays.asList(handshake.secure())).containsExactly(true);
  }
}
