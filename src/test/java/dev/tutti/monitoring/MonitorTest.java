package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.TransportKind;
import dev.tutti.events.EventObserver.Outcome;
import dev.tutti.socketio.DisconnectReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F81, F88: what happens is counted, and shown by the server's metrics. */
class MonitorTest {
  private final FakeMetricRegistry server = new FakeMetricRegistry();
  private final Metrics metrics = new Metrics(server.registry());
  private final Figures figures = new Figures(new MonitoringConfig(3, 2, 2, MINUTE), metrics);
  private final Monitor monitor =
      new Monitor(figures, new Tracing(new ManualScheduler(), line -> {}));

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void connectionsFollowTheirTransport() {
    monitor.sessionOpened(TransportKind.POLLING);
    monitor.sessionOpened(TransportKind.WEBSOCKET);
    monitor.sessionUpgraded();
    monitor.sessionClosed(TransportKind.WEBSOCKET, CloseReason.PING_TIMEOUT);

    assertThat(server.gauge("tutti_connections", "transport", "polling")).isZero();
    assertThat(server.gauge("tutti_connections", "transport", "websocket")).isOne();
    assertThat(server.counter("tutti_connections_opened", "transport", "polling")).isOne();
    assertThat(server.counter("tutti_connections_upgraded")).isOne();
    assertThat(server.counter("tutti_connections_closed", "reason", "ping timeout")).isOne();
  }

  @Test
  void slowConsumersAreDropsToo() {
    monitor.sessionOpened(TransportKind.WEBSOCKET);
    monitor.sessionClosed(TransportKind.WEBSOCKET, CloseReason.SLOW_CONSUMER);
    monitor.volatileDropped();
    monitor.volatileDropped();

    assertThat(server.counter("tutti_drops", "kind", "slow_consumer")).isOne();
    assertThat(server.counter("tutti_drops", "kind", "volatile")).isEqualTo(2);
  }

  @Test
  void tokensAreCountedByWhetherTheirSignatureWasKnown() {
    monitor.signatureChecked();
    monitor.signatureKnown();
    monitor.signatureKnown();

    assertThat(server.counter("tutti_token_verifications", "cache", "miss")).isOne();
    assertThat(server.counter("tutti_token_verifications", "cache", "hit")).isEqualTo(2);
  }

  @Test
  void socketsAreCountedByNamespaceAndReason() {
    monitor.socketConnected("/");
    monitor.socketConnected("/");
    monitor.socketDisconnected("/", DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);

    assertThat(server.gauge("tutti_sockets", "namespace", "/")).isOne();
    assertThat(server.counter("tutti_connects", "namespace", "/")).isEqualTo(2);
    assertThat(server.counter("tutti_disconnects", "reason", "client namespace disconnect"))
        .isOne();
  }

  @Test
  void refusalsAreCountedByLayerAndCode() {
    monitor.requestRefused("origin_forbidden");
    monitor.connectRefused("/invented-by-a-client", "token_expired");
    monitor.handled("join-room", Outcome.REJECTED, "room_name_invalid", 1);

    assertThat(refusals("request", "origin_forbidden")).isOne();
    assertThat(refusals("connect", "token_expired")).isOne();
    assertThat(refusals("event", "room_name_invalid")).isOne();
  }

  @Test
  void eventsAreCountedByOutcomeAndTimed() {
    monitor.handled("join-room", Outcome.OK, "", 2_000_000);
    monitor.handled("join-room", Outcome.FAILED, "internal_error", 4_000_000);

    assertThat(server.counter("tutti_events", "event", "join-room", "outcome", "ok")).isOne();
    assertThat(server.counter("tutti_events", "event", "join-room", "outcome", "failed")).isOne();
    assertThat(server.gauge("tutti_event_duration_seconds_count", "event", "join-room"))
        .isEqualTo(2);
    assertThat(server.number("tutti_event_duration_seconds_sum", "event", "join-room"))
        .isEqualTo(0.006);
    assertThat(figures.events.of("join-room").meanMillis()).isEqualTo(3);
    assertThat(figures.events.of("join-room").maxMillis()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0005, 1", "500000, 0.0005, 1", "500001, 0.0005, 0", "500001, 0.001, 1",
    "5000000000, 5, 1", "5000000001, 5, 0", "5000000001, +Inf, 1", "1, +Inf, 1",
  })
  void durationsFallIntoCumulativeBuckets(long nanos, String bound, long expected) {
    monitor.handled("join-room", Outcome.OK, "", nanos);

    assertThat(
            server.gauge("tutti_event_duration_seconds_bucket", "event", "join-room", "le", bound))
        .isEqualTo(expected);
  }

  @Test
  void trafficAndLevelsAreCounted() {
    monitor.broadcastDelivered(7);
    monitor.frameSent(100);
    monitor.frameSent(20);
    monitor.queuedBytesChanged(500);
    monitor.queuedBytesChanged(-100);
    monitor.roomsChanged(3);
    monitor.roomsChanged(-1);
    monitor.onlineChanged(6);
    monitor.onlineChanged(-1);
    RoomMonitor publicRooms = new RoomMonitor(figures);
    publicRooms.roomsChanged(1);
    publicRooms.membershipsChanged(4);
    monitor.failure();

    assertThat(server.counter("tutti_deliveries")).isEqualTo(7);
    assertThat(server.counter("tutti_frames_sent")).isEqualTo(2);
    assertThat(server.counter("tutti_sent_bytes")).isEqualTo(120);
    assertThat(server.gauge("tutti_send_queue_bytes")).isEqualTo(400);
    assertThat(server.gauge("tutti_rooms")).isEqualTo(2);
    assertThat(server.gauge("tutti_public_rooms")).isOne();
    assertThat(server.gauge("tutti_room_memberships")).isEqualTo(4);
    assertThat(server.gauge("tutti_users_online")).isEqualTo(5);
    assertThat(server.counter("tutti_failures")).isOne();
  }

  @Test
  void rateLimitsAndPenaltiesAreCounted() {
    monitor.rateLimited("private-message", "event");
    monitor.penalized("mute");

    assertThat(server.counter("tutti_rate_limits", "event", "private-message", "scope", "event"))
        .isOne();
    assertThat(server.counter("tutti_penalties", "penalty", "mute")).isOne();
  }

  /** F87: nothing a client invents makes a metric of its own. */
  @Test
  void tagValuesAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      monitor.handled("event-" + i, Outcome.OK, "", 1);
      monitor.socketConnected("/room-" + i);
      monitor.connectRefused("/", "code_" + i);
    }

    assertThat(server.counter("tutti_events", "event", "other", "outcome", "ok")).isEqualTo(997);
    assertThat(server.gauge("tutti_sockets", "namespace", "other")).isEqualTo(998);
    assertThat(refusals("connect", "other")).isEqualTo(998);
    assertThat(server.metrics).hasSizeLessThan(200);
  }

  @Test
  void longNamesAndControlCharactersAreNoTags() {
    monitor.handled("x".repeat(65), Outcome.OK, "", 1);
    monitor.handled("a\nb", Outcome.OK, "", 1);
    monitor.handled("", Outcome.OK, "", 1);

    assertThat(server.counter("tutti_events", "event", "other", "outcome", "ok")).isEqualTo(3);
  }

  @Test
  void undeployTakesEverythingBack() {
    monitor.handled("join-room", Outcome.OK, "", 1);
    monitor.rateLimited("join-room", "event");
    metrics.remove();

    assertThat(server.metrics).isEmpty();
  }

  @Test
  void lateEventsOfAnUndeployedServerPublishNothing() {
    metrics.remove();
    monitor.handled("late", Outcome.OK, "", 1);
    monitor.socketConnected("/late");

    assertThat(server.metrics).isEmpty();
    assertThat(figures.sockets.of("/late").sum()).isOne();
  }

  @Test
  void redeployReplacesTheGaugesOfACrashedDeployment() {
    monitor.roomsChanged(9);
    Figures fresh = new Figures(MonitoringConfig.defaults(), new Metrics(server.registry()));
    fresh.rooms.add(1);

    assertThat(server.gauge("tutti_rooms")).isOne();
  }

  @Test
  void countsWithoutARegistry() {
    Figures alone = new Figures(MonitoringConfig.defaults(), new Metrics(null));
    Monitor counting = new Monitor(alone, new Tracing(new ManualScheduler(), line -> {}));
    counting.handled("join-room", Outcome.OK, "", 1);
    counting.sessionOpened(TransportKind.POLLING);

    assertThat(alone.events.of("join-room").outcomes()).containsEntry("ok", 1L);
    assertThat(alone.connections.get(TransportKind.POLLING).sum()).isOne();
  }

  private long refusals(String layer, String code) {
    return server.counter("tutti_refusals", "layer", layer, "code", code);
  }
}
