package dev.tutti;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.TransportKind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys of the Engine.IO layer. */
final class EngineSettings {
  private static final EngineIoConfig DEFAULTS = EngineIoConfig.defaults();
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private static final ConfigKey<Duration> PING_INTERVAL =
      ConfigKey.duration(
          "tutti.ping-interval",
          DEFAULTS.pingInterval(),
          MILLISECOND,
          Duration.ofMinutes(10),
          "From the handshake or the last PONG to the next PING");
  private static final ConfigKey<Duration> PING_TIMEOUT =
      ConfigKey.duration(
          "tutti.ping-timeout",
          DEFAULTS.pingTimeout(),
          MILLISECOND,
          Duration.ofMinutes(10),
          "From a PING without PONG to the close");
  private static final ConfigKey<Duration> UPGRADE_TIMEOUT =
      ConfigKey.duration(
          "tutti.upgrade-timeout",
          DEFAULTS.upgradeTimeout(),
          MILLISECOND,
          Duration.ofMinutes(10),
          "How long a WebSocket may probe before it takes a polling session over");
  private static final ConfigKey<Integer> MAX_PAYLOAD =
      ConfigKey.integer(
          "tutti.max-payload-bytes",
          DEFAULTS.maxPayloadBytes(),
          1_000,
          4_000_000,
          "Largest POST body (413 beyond) and WebSocket frame (close code 1009 beyond)");
  private static final ConfigKey<Set<TransportKind>> TRANSPORTS =
      new ConfigKey<>(
          "tutti.transports",
          "polling,websocket",
          "polling, websocket",
          "The transports offered",
          EngineSettings::transports);
  private static final ConfigKey<Boolean> ALLOW_UPGRADES =
      ConfigKey.flag(
          "tutti.allow-upgrades",
          DEFAULTS.allowUpgrades(),
          "Whether polling sessions may move to WebSocket");
  private static final ConfigKey<Duration> CLOSE_GRACE =
      ConfigKey.duration(
          "tutti.close-grace",
          DEFAULTS.closeGrace(),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10),
          "How long a closing session may take to hand over its last packets");
  private static final ConfigKey<Integer> MAX_SEND_QUEUE =
      ConfigKey.integer(
          "tutti.max-send-queue-bytes",
          DEFAULTS.maxSendQueueBytes(),
          10_000,
          1 << 30,
          "Bytes that may wait for one client; beyond, it is closed as a slow consumer");
  private static final ConfigKey<Integer> MAX_CONNECTIONS =
      ConfigKey.integer(
          "tutti.max-connections",
          DEFAULTS.maxConnections(),
          1,
          10_000_000,
          "Open connections on this node; beyond, handshakes are refused");
  private static final ConfigKey<Integer> MAX_CONNECTIONS_PER_ADDRESS =
      ConfigKey.integer(
          "tutti.max-connections-per-address",
          DEFAULTS.maxConnectionsPerAddress(),
          1,
          10_000_000,
          "Open connections of one client address; beyond, handshakes are refused");
  private static final ConfigKey<Integer> MAX_HANDSHAKES =
      ConfigKey.integer(
          "tutti.max-handshakes-per-address-per-second",
          DEFAULTS.maxHandshakesPerAddressPerSecond(),
          1,
          1_000_000,
          "Handshakes of one client address within a second; beyond, they are refused");

  private EngineSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        PING_INTERVAL,
        PING_TIMEOUT,
        UPGRADE_TIMEOUT,
        MAX_PAYLOAD,
        TRANSPORTS,
        ALLOW_UPGRADES,
        CLOSE_GRACE,
        MAX_SEND_QUEUE,
        MAX_CONNECTIONS,
        MAX_CONNECTIONS_PER_ADDRESS,
        MAX_HANDSHAKES);
  }

  static EngineIoConfig read(ConfigReader config) {
    return new EngineIoConfig(
        config.value(PING_INTERVAL),
        config.value(PING_TIMEOUT),
        config.value(UPGRADE_TIMEOUT),
        config.value(MAX_PAYLOAD),
        config.value(TRANSPORTS),
        config.value(ALLOW_UPGRADES),
        config.value(CLOSE_GRACE),
        config.value(MAX_SEND_QUEUE),
        config.value(MAX_CONNECTIONS),
        config.value(MAX_CONNECTIONS_PER_ADDRESS),
        config.value(MAX_HANDSHAKES));
  }

  private static Set<TransportKind> transports(String text) {
    Set<TransportKind> kinds = new LinkedHashSet<>();
    for (String name : ConfigKey.listOf(text)) {
      kinds.add(
          TransportKind.ofWireName(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'" + name + "' is no transport of this server")));
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("at least one transport is needed");
    }
    return kinds;
  }
}
