package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine without a server: edges in memory, time by hand, a protocol above that records. */
final class EngineFixture {
  static final Duration PING_INTERVAL = Duration.ofMillis(300);
  static final Duration PING_TIMEOUT = Duration.ofMillis(200);
  static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
  static final Duration CLOSE_GRACE = Duration.ofSeconds(30);
  static final int MAX_PAYLOAD_BYTES = 100;
  static final int MAX_QUEUE_BYTES = 50;
  static final String POLLING = "EIO=4&transport=polling";
  static final String WEBSOCKET = "EIO=4&transport=websocket";

  final ManualScheduler scheduler = new ManualScheduler();
  final Recorder above = new Recorder();
  final CountingObserver observer = new CountingObserver();
  final EngineIoServer server;

  EngineFixture() {
    this(config(true));
  }

  EngineFixture(EngineIoConfig config) {
    server = new EngineIoServer(config, scheduler, Runnable::run, above, observer);
  }

  static EngineIoConfig config(boolean allowUpgrades) {
    return new EngineIoConfig(
        PING_INTERVAL,
        PING_TIMEOUT,
        UPGRADE_TIMEOUT,
        MAX_PAYLOAD_BYTES,
        Set.of(TransportKind.POLLING, TransportKind.WEBSOCKET),
        allowUpgrades,
        CLOSE_GRACE,
        MAX_QUEUE_BYTES,
        100,
        50,
        80);
  }

  static EngineIoConfig limits(int connections, int perAddress, int handshakes) {
    EngineIoConfig base = EngineIoConfig.defaults();
    return new EngineIoConfig(
        base.pingInterval(),
        base.pingTimeout(),
        base.upgradeTimeout(),
        base.maxPayloadBytes(),
        base.transports(),
        true,
        base.closeGrace(),
        base.maxSendQueueBytes(),
        connections,
        perAddress,
        handshakes);
  }

  /** Opens a polling session and returns its id. */
  String openPolling() {
    FakeExchange opening = new FakeExchange();
    server.handshake(handshake(POLLING), opening);
    assertThat(opening.body()).startsWith("0{\"sid\":\"");
    return opening.body().substring(9, 29);
  }

  FakeWebSocket openWebSocket() {
    return openWebSocket(new FakeWebSocket());
  }

  FakeWebSocket openWebSocket(FakeWebSocket webSocket) {
    webSocket.receiver = server.connect(handshake(WEBSOCKET), webSocket);
    return webSocket;
  }

  /** A WebSocket that names a session; it has not probed yet. */
  FakeWebSocket candidate(String sid) {
    FakeWebSocket webSocket = new FakeWebSocket();
    webSocket.receiver = server.connect(handshake(WEBSOCKET + "&sid=" + sid), webSocket);
    return webSocket;
  }

  FakeExchange poll(String sid) {
    FakeExchange exchange = new FakeExchange();
    server.poll(sid, exchange);
    return exchange;
  }

  FakeExchange post(String sid, String body) {
    return post(sid, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
  }

  FakeExchange post(String sid, String contentType, byte[] body) {
    FakeExchange exchange = new FakeExchange();
    BodyReceiver receiver = server.post(sid, exchange);
    if (receiver != null) {
      receiver.received(contentType, body);
    }
    return exchange;
  }

  Session session() {
    return above.sessions.get(above.sessions.size() - 1);
  }

  /** Nothing may remember a session that has ended. */
  void assertNoTrace() {
    assertThat(server.sessionCount()).isZero();
    assertThat(scheduler.pending()).isZero();
    assertThat(observer.queuedBytes).isZero();
    assertThat(server.addressesWithSessions()).isZero();
  }

  Handshake handshake(String query) {
    return handshake(query, "192.0.2.1");
  }

  Handshake handshake(String query, String address) {
    return new Handshake(
        "/socket.io/?" + query, parse(query), Map.of(), address, false, scheduler.now(), null);
  }

  static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> parameters = new java.util.HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** A request that waits for its answer. */
  static final class FakeExchange implements Exchange {
    final List<HttpReply> replies = new ArrayList<>();

    @Override
    public void reply(HttpReply reply) {
      replies.add(reply);
    }

    boolean pending() {
      return replies.isEmpty();
    }

    int status() {
      return only().status();
    }

    String body() {
      return new String(only().body(), StandardCharsets.UTF_8);
    }

    private HttpReply only() {
      assertThat(replies).as("answers").hasSize(1);
      return replies.get(0);
    }
  }

  /** A WebSocket that writes at once, or as a stalled one keeps the sends until told. */
  static final class FakeWebSocket implements FrameSender {
    final List<String> frames = new ArrayList<>();
    final List<Completion> unfinished = new ArrayList<>();
    private final boolean merging;
    int writes;
    boolean stalled;
    boolean throwing;
    Integer closed;
    FrameReceiver receiver;

    FakeWebSocket() {
      this(false);
    }

    /**
     * @param merging whether it takes frames that are merged
     */
    FakeWebSocket(boolean merging) {
      this.merging = merging;
    }

    @Override
    public boolean merges() {
      return merging;
    }

    @Override
    public void send(Frame frame, Completion completion) {
      if (throwing) {
        throw new IllegalStateException("closed");
      }
      assertThat(unfinished).as("sends in flight").isEmpty();
      writes++;
      if (merging) {
        frames.addAll(Wire.frames(frame.encoded()));
      } else {
        frames.add(frame.isBinary() ? Wire.binary(frame.binary()) : frame.text());
      }
      if (stalled) {
        unfinished.add(completion);
      } else {
        completion.sent();
      }
    }

    /** The send in flight completes. */
    void complete() {
      unfinished.remove(0).sent();
    }

    @Override
    public void close(int status) {
      closed = status;
    }

    /** What came since the OPEN packet. */
    List<String> afterOpen() {
      return frames.subList(1, frames.size());
    }
  }

  /** The protocol above: records what it is given. */
  static final class Recorder implements SessionAcceptor {
    final List<Session> sessions = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    RuntimeException refusing;
    java.util.function.BiConsumer<Session, String> onText = (session, text) -> {};

    @Override
    public SessionListener accept(Session session) {
      if (refusing != null) {
        throw refusing;
      }
      sessions.add(session);
      return new SessionListener() {
        @Override
        public void onText(String data) {
          events.add(data);
          onText.accept(session, data);
        }

        @Override
        public void onBinary(byte[] data) {
          events.add("binary:" + java.util.HexFormat.of().formatHex(data));
        }

        @Override
        public void onClose(CloseReason reason) {
          events.add(reason.name());
        }
      };
    }
  }

  static final class CountingObserver implements EngineIoObserver {
    final List<String> refusals = new ArrayList<>();
    final List<String> lives = new ArrayList<>();
    int dropped;
    int sentBytes;
    long queuedBytes;

    @Override
    public void sessionOpened(TransportKind transport) {
      lives.add("opened " + transport.wireName());
    }

    @Override
    public void sessionUpgraded() {
      lives.add("upgraded");
    }

    @Override
    public void sessionClosed(TransportKind transport, CloseReason reason) {
      lives.add("closed " + transport.wireName() + " " + reason.text());
    }

    @Override
    public void requestRefused(String code) {
      refusals.add(code);
    }

    @Override
    public void frameSent(int bytes) {
      sentBytes += bytes;
    }

    @Override
    public void volatileDropped() {
      dropped++;
    }

    @Override
    public void queuedBytesChanged(long delta) {
      queuedBytes += delta;
    }
  }
}
