package dev.tutti.monitoring;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.TransportKind;
import dev.tutti.socketio.DisconnectReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Everything that is counted, in one place: {@link Monitor} writes it, the server's metrics and
 * {@link ServerMXBean} read it. Each figure is a striped adder that is found without allocating.
 * Any thread.
 */
final class Figures {
  private static final int MAX_PENALTIES = 8;

  final Map<TransportKind, LongAdder> connections = new EnumMap<>(TransportKind.class);
  final Map<TransportKind, Tally> opened;
  final Tally upgraded;
  final Map<CloseReason, Tally> closed;
  final Tagged<LongAdder> sockets;
  final Tagged<Tally> connects;
  final Map<DisconnectReason, Tally> disconnects;
  final Tally knownTokens;
  final Tally checkedTokens;
  final Map<Layer, Tagged<Tally>> refusals = new EnumMap<>(Layer.class);
  final Tagged<EventFigures> events;
  final Tally deliveries;
  final Tally frames;
  final Tally bytes;
  final LongAdder queuedBytes = new LongAdder();
  final Tally volatileDrops;
  final Tally slowConsumers;
  final Tagged<Tally> penalties;
  final LongAdder rooms = new LongAdder();
  final LongAdder publicRooms = new LongAdder();
  final LongAdder memberships = new LongAdder();
  final LongAdder usersOnline = new LongAdder();
  final Tally failures;
  final RedisFigures redis;

  /** Who refused: the engine a request, a namespace a connect, the dispatcher an event. */
  enum Layer {
    REQUEST("request"),
    CONNECT("connect"),
    EVENT("event");

    private final String tagValue;

    Layer(String tagValue) {
      this.tagValue = tagValue;
    }

    String tagValue() {
      return tagValue;
    }
  }

  Figures(MonitoringConfig config, Metrics metrics) {
    opened =
        counters(TransportKind.class, metrics, Meter.CONNECTIONS_OPENED, TransportKind::wireName);
    upgraded = metrics.counter(Meter.CONNECTIONS_UPGRADED);
    closed = counters(CloseReason.class, metrics, Meter.CONNECTIONS_CLOSED, CloseReason::text);
    disconnects =
        counters(DisconnectReason.class, metrics, Meter.DISCONNECTS, DisconnectReason::text);
    int namespaces = config.maxNamespaces();
    sockets = new Tagged<>(namespaces, namespace -> gauge(metrics, Meter.SOCKETS, namespace));
    connects = new Tagged<>(namespaces, name -> metrics.counter(Meter.CONNECTS, name));
    knownTokens = metrics.counter(Meter.TOKEN_VERIFICATIONS, "hit");
    checkedTokens = metrics.counter(Meter.TOKEN_VERIFICATIONS, "miss");
    for (Layer layer : Layer.values()) {
      refusals.put(
          layer,
          new Tagged<>(
              config.maxCodes(), code -> metrics.counter(Meter.REFUSALS, layer.tagValue(), code)));
    }
    events = new Tagged<>(config.maxEventNames(), event -> new EventFigures(metrics, event));
    deliveries = metrics.counter(Meter.DELIVERIES);
    frames = metrics.counter(Meter.FRAMES_SENT);
    bytes = metrics.counter(Meter.BYTES_SENT);
    volatileDrops = metrics.counter(Meter.DROPS, "volatile");
    slowConsumers = metrics.counter(Meter.DROPS, "slow_consumer");
    penalties = new Tagged<>(MAX_PENALTIES, penalty -> metrics.counter(Meter.PENALTIES, penalty));
    failures = metrics.counter(Meter.FAILURES);
    redis = new RedisFigures(metrics);
    publishLevels(metrics);
  }

  private void publishLevels(Metrics metrics) {
    for (TransportKind transport : TransportKind.values()) {
      connections.put(transport, gauge(metrics, Meter.CONNECTIONS, transport.wireName()));
    }
    metrics.gauge(Meter.SEND_QUEUE, queuedBytes::sum);
    metrics.gauge(Meter.ROOMS, rooms::sum);
    metrics.gauge(Meter.PUBLIC_ROOMS, publicRooms::sum);
    metrics.gauge(Meter.MEMBERSHIPS, memberships::sum);
    metrics.gauge(Meter.USERS_ONLINE, usersOnline::sum);
  }

  /** The figure of a constant for which there is one by construction. */
  static <K, V> V known(Map<K, V> figures, K key) {
    return Objects.requireNonNull(figures.get(key));
  }

  private static LongAdder gauge(Metrics metrics, Meter meter, String tagValue) {
    LongAdder level = new LongAdder();
    metrics.gauge(meter, level::sum, tagValue);
    return level;
  }

  private static <E extends Enum<E>> Map<E, Tally> counters(
      Class<E> type, Metrics metrics, Meter meter, Function<E, String> tagValue) {
    Map<E, Tally> tallies = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      tallies.put(constant, metrics.counter(meter, tagValue.apply(constant)));
    }
    return tallies;
  }
}
