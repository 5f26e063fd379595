package dev.tutti;

import dev.tutti.socketio.SocketIoConfig;
import java.time.Duration;
import java.util.List;

/** The keys of the Socket.IO layer. */
final class SocketIoSettings {
  private static final SocketIoConfig DEFAULTS = SocketIoConfig.defaults();

  private static final ConfigKey<Duration> CONNECT_TIMEOUT =
      ConfigKey.duration(
          "tutti.connect-timeout",
          DEFAULTS.connectTimeout(),
          Duration.ofMillis(1),
          Duration.ofMinutes(10),
          "From the handshake to the first accepted CONNECT; then the transport is closed");
  private static final ConfigKey<Integer> MAX_CONNECT_FAILURES =
      ConfigKey.integer(
          "tutti.max-connect-failures",
          DEFAULTS.maxConnectFailures(),
          1,
          1_000,
          "Refused CONNECTs of one connection, after which its transport is closed");
  private static final ConfigKey<Integer> MAX_NAMESPACES =
      ConfigKey.integer(
          "tutti.max-namespaces-per-connection",
          DEFAULTS.maxNamespacesPerConnection(),
          1,
          10_000,
          "Namespaces that one connection may join at a time");
  private static final ConfigKey<Integer> MAX_ATTACHMENTS =
      ConfigKey.integer(
          "tutti.max-attachments",
          DEFAULTS.maxAttachments(),
          0,
          1_000,
          "Binary values in one packet");
  private static final ConfigKey<Integer> MAX_JSON_DEPTH =
      ConfigKey.integer(
          "tutti.max-json-depth", DEFAULTS.maxJsonDepth(), 2, 500, "Nesting of one packet's JSON");
  private static final ConfigKey<Integer> MAX_ROOMS_PER_SOCKET =
      ConfigKey.integer(
          "tutti.max-rooms-per-socket",
          DEFAULTS.maxRoomsPerSocket(),
          2,
          1_000_000,
          "Rooms of one socket, its own and its user's included");
  private static final ConfigKey<Integer> MAX_ROOMS =
      ConfigKey.integer(
          "tutti.max-rooms",
          DEFAULTS.maxRooms(),
          1,
          100_000_000,
          "Rooms of one namespace on this node, those of sockets and users included");
  private static final ConfigKey<Integer> MAX_HELD_PACKETS =
      ConfigKey.integer(
          "tutti.max-held-packets",
          DEFAULTS.maxHeldPackets(),
          1,
          1_000_000,
          "Packets of one connection that may wait behind a blocking handler or an undecided"
              + " CONNECT; beyond, it is closed");
  private static final ConfigKey<Integer> MAX_PENDING_ACKS =
      ConfigKey.integer(
          "tutti.max-pending-acks",
          DEFAULTS.maxPendingAcks(),
          1,
          1_000_000,
          "Acks that one client may owe the server; beyond, further requests to it fail");
  private static final ConfigKey<Integer> MAX_DYNAMIC_NAMESPACES =
      ConfigKey.integer(
          "tutti.max-dynamic-namespaces",
          DEFAULTS.maxDynamicNamespaces(),
          0,
          1_000_000,
          "Namespaces created by name at run time");

  private SocketIoSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(
        CONNECT_TIMEOUT,
        MAX_CONNECT_FAILURES,
        MAX_NAMESPACES,
        MAX_ATTACHMENTS,
        MAX_JSON_DEPTH,
        MAX_ROOMS_PER_SOCKET,
        MAX_ROOMS,
        MAX_HELD_PACKETS,
        MAX_PENDING_ACKS,
        MAX_DYNAMIC_NAMESPACES);
  }

  static SocketIoConfig read(ConfigReader config) {
    return new SocketIoConfig(
        config.value(CONNECT_TIMEOUT),
        config.value(MAX_CONNECT_FAILURES),
        config.value(MAX_NAMESPACES),
        config.value(MAX_ATTACHMENTS),
        config.value(MAX_JSON_DEPTH),
        config.value(MAX_ROOMS_PER_SOCKET),
        config.value(MAX_ROOMS),
        config.value(MAX_HELD_PACKETS),
        config.value(MAX_PENDING_ACKS),
        config.value(MAX_DYNAMIC_NAMESPACES));
  }
}
