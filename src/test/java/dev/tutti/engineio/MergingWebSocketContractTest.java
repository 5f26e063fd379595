package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same over a sender that takes encoded frames, and what merging adds. */
class MergingWebSocketContractTest extends WebSocketContractTest {
  private static final int MERGED_BYTES = 64 * 1024;

  @Override
  EngineFixture.FakeWebSocket client() {
    return new EngineFixture.FakeWebSocket(true);
  }

  @Test
  @Override
  void sendsOneFrameAtATimeWithoutRecursion() {
    webSocket.stalled = true;
    for (int i = 0; i < 10; i++) {
      engine.session().send(Frame.text("4" + i));
    }
    assertThat(sent()).containsExactly("40");
    resume();
    assertThat(sent()).containsExactly("40", "41", "42", "43", "44", "45", "46", "47", "48", "49");
    assertThat(writes()).as("writes for what waited, and the first").isEqualTo(2);
  }

  @Test
  void whatAHandlerSendsToItsOwnClientLeavesInOneWrite() {
    engine.above.onText =
        (session, text) -> {
          session.send(Frame.text("4sent"));
          session.send(List.of(Frame.text("451-[]"), Frame.binary(new byte[] {7})));
          session.send(Frame.text("4ack"));
          assertThat(sent()).as("while the handler runs").isEmpty();
        };
    receive("4message");
    assertThat(sent()).containsExactly("4sent", "451-[]", "binary:07", "4ack");
    assertThat(writes()).isEqualTo(1);
    assertThat(engine.observer.queuedBytes).isZero();
  }

  @Test
  void whatAHandlerSendsToAnotherClientLeavesWhenItEnds() {
    EngineFixture.FakeWebSocket other = client();
    engine.openWebSocket(other);
    Session receiver = engine.session();
    engine.above.onText =
        (session, text) -> {
          receiver.send(Frame.text("4one"));
          receiver.send(Frame.text("4two"));
          throw new IllegalStateException("a bug of the handler");
        };
    receive("4message");
    assertThat(other.afterOpen()).containsExactly("4one", "4two");
    assertThat(other.writes).as("OPEN and one more").isEqualTo(2);
  }

  @Test
  void outsideOfAHandlerAFrameLeavesAtOnce() {
    engine.session().send(Frame.text("4a"));
    assertThat(sent()).containsExactly("4a");
    engine.session().send(Frame.text("4b"));
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  @Timeout(30)
  void aSendOfAnotherThreadDoesNotWaitForAHandler() {
    engine.above.onText =
        (session, text) -> {
          session.send(Frame.text("4handler"));
          elsewhere(() -> session.send(Frame.text("4other")));
          assertThat(sent()).as("in order").containsExactly("4handler", "4other");
        };
    receive("4message");
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  @Timeout(30)
  void aHandlerOfAnotherThreadDoesNotWaitForAHandler() {
    EngineFixture.FakeWebSocket other = client();
    engine.openWebSocket(other);
    Session receiver = engine.session();
    engine.above.onText =
        (session, text) -> {
          receiver.send(Frame.text("4" + text));
          if (text.equals("slow")) {
            elsewhere(() -> other.receiver.onText("4quick"));
            assertThat(other.afterOpen()).containsExactly("4slow", "4quick");
          }
        };
    receive("4slow");
    assertThat(other.afterOpen()).hasSize(2);
  }

  @Test
  void moreThanAWriteTakesIsNotHeldBack() {
    EngineFixture roomy = new EngineFixture(EngineIoConfig.defaults());
    EngineFixture.FakeWebSocket client = roomy.openWebSocket(client());
    roomy.above.onText =
        (session, text) -> {
          session.send(Frame.text("4" + "x".repeat(MERGED_BYTES / 2 - 1)));
          session.send(Frame.text("4"));
          assertThat(client.afterOpen()).isEmpty();
          session.send(Frame.text("4" + "y".repeat(MERGED_BYTES / 2 - 1)));
          assertThat(client.afterOpen()).hasSize(3);
        };
    client.receiver.onText("4message");
    assertThat(client.writes).as("OPEN, and 64 KiB at most in each").isEqualTo(3);
  }

  @Test
  void volatilePacketsOfAHandlerLeaveWithTheOthers() {
    engine.above.onText =
        (session, text) -> {
          session.send(Frame.text("4a"));
          assertThat(session.sendVolatile(List.of(Frame.text("4v")))).isTrue();
          assertThat(session.sendVolatile(List.of(Frame.text("4" + "v".repeat(99))))).isFalse();
        };
    receive("4message");
    assertThat(sent()).containsExactly("4a", "4v");
    assertThat(engine.observer.dropped).isEqualTo(1);
  }

  @Test
  void whatWaitsWhenAHandlerClosesIsStillSent() {
    engine.above.onText =
        (session, text) -> {
          session.send(Frame.text("4last"));
          session.close(CloseReason.FORCED_SERVER_CLOSE);
        };
    receive("4message");
    assertThat(sent()).containsExactly("4last");
    assertThat(clientSeesEnd()).isTrue();
    engine.assertNoTrace();
  }

  @Test
  void whatWaitsWhenItsClientIsGoneIsDropped() {
    engine.above.onText =
        (session, text) -> {
          session.send(Frame.text("4never"));
          ((EngineIoSession) session).abort(CloseReason.TRANSPORT_ERROR);
        };
    receive("4message");
    assertThat(sent()).isEmpty();
    engine.assertNoTrace();
  }

  private int writes() {
    return webSocket.writes - 1;
  }

  private static void elsewhere(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    new Thread(
            () -> {
              task.run();
              done.countDown();
            })
        .start();
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
