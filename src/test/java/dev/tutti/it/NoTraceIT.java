package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A session that has gone leaves nothing behind. */
@OnPayara
@Order(50)
class NoTraceIT {
  private static final int SESSIONS = 1_000;

  /** Each look collects garbage, and takes time enough for grace periods to end meanwhile. */
  private static final int LOOKS = 120;

  /** There is at least one of each while somebody is connected. */
  private static final Set<String> OF_A_SESSION =
      named(
          "engineio.EngineIoSession",
          "engineio.Heartbeat",
          "engineio.Mailbox",
          "engineio.SendQueue",
          "engineio.PollingTransport",
          "engineio.WebSocketTransport",
          "engineio.WebSocketConnection",
          "engineio.web.JakartaFrameSender",
          "socketio.Connection",
          "socketio.SocketIoSocket",
          "socketio.Membership",
          "socketio.PendingAcks",
          "app.session.ExpiryWatch");

  /** There are some from time to time. */
  private static final Set<String> OF_A_MOMENT =
      named(
          "engineio.Upgrade",
          "engineio.PollingPost",
          "engineio.web.ServletExchange",
          "socketio.PendingConnect",
          "socketio.PartialPacket",
          "socketio.HeldPackets",
          "events.EventRun",
          "app.HeldSocket");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aThousandConnectsAndDisconnectsLeaveNoObjectBehind() throws Exception {
    RawClient polling = joined(new RawClient.Polling(http), 0);
    RawClient webSocket = joined(new RawClient.Socket(http), 1);
    assertThat(Histogram.of(TestServer.process()).of(OF_A_SESSION::contains))
        .as("what there is while two are connected")
        .containsOnlyKeys(OF_A_SESSION);
    polling.send("1");
    webSocket.abort();

    for (int i = 0; i < SESSIONS; i++) {
      comeAndGo(i);
    }

    assertThat(remainder()).as("what is left when all have gone").isEmpty();
  }

  private void comeAndGo(int i) throws Exception {
    RawClient client = i % 2 == 0 ? new RawClient.Polling(http) : new RawClient.Socket(http);
    switch (i / 2 % 4) {
      case 0 -> joined(client, i).send("1");
      case 1 -> joined(client, i).abort();
      case 2 -> {
        joined(client, i).send("41");
        client.abort();
      }
      default -> {
        client.send("40{\"token\":\"garbage\"}");
        client.await(packet -> packet.startsWith("44"));
        client.abort();
      }
    }
  }

  private static RawClient joined(RawClient client, int i) throws Exception {
    client.send("40{\"token\":\"" + Tokens.of("passer-by-" + i) + "\"}");
    client.await(packet -> packet.startsWith("40"));
    client.send("421[\"join-room\",{\"room\":\"lobby-" + i % 10 + "\"}]");
    client.await(packet -> packet.startsWith("431"));
    return client;
  }

  private static Map<String, Long> remainder() throws Exception {
    Map<String, Long> left = look();
    for (int i = 1; i < LOOKS && !left.isEmpty(); i++) {
      left = look();
    }
    return left;
  }

  private static Map<String, Long> look() throws Exception {
    return Histogram.of(TestServer.process()).of(NoTraceIT::mustGo);
  }

  private static boolean mustGo(String name) {
    return OF_A_SESSION.contains(name) || OF_A_MOMENT.contains(name);
  }

  private static Set<String> named(String... names) {
    return Stream.of(names).map("dev.tutti."::concat).collect(Collectors.toUnmodifiableSet());
  }
}
