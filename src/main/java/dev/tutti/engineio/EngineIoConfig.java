package dev.tutti.engineio;

import java.time.Duration;
import java.util.Set;

/**
 * Limits and timings of the engine. Engine.IO 4, "Handshake".
 *
 * @param pingInterval from the handshake or the last PONG to the next PING
 * @param pingTimeout from a PING to the close when no PONG follows
 * @param upgradeTimeout from the probe to the UPGRADE packet
 * @param maxPayloadBytes largest POST body and WebSocket frame accepted
 * @param transports the transports offered
 * @param allowUpgrades whether polling sessions may move to WebSocket
 * @param closeGrace how long a closing polling session waits for the poll that takes its last
 *     packets
 * @param maxSendQueueBytes bytes that may wait for one client before it counts as a slow consumer
 * @param maxConnections open sessions in all
 * @param maxConnectionsPerAddress open sessions of one client address
 * @param maxHandshakesPerAddressPerSecond handshakes of one client address in any second
 */
public record EngineIoConfig(
    Duration pingInterval,
    Duration pingTimeout,
    Duration upgradeTimeout,
    int maxPayloadBytes,
    Set<TransportKind> transports,
    boolean allowUpgrades,
    Duration closeGrace,
    int maxSendQueueBytes,
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxHandshakesPerAddressPerSecond) {

  public EngineIoConfig {
    transports = Set.copyOf(transports);
    positive(pingInterval, "pingInterval");
    positive(pingTimeout, "pingTimeout");
    positive(upgradeTimeout, "upgradeTimeout");
    positive(closeGrace, "closeGrace");
    positive(maxPayloadBytes, "maxPayloadBytes");
    positive(maxSendQueueBytes, "maxSendQueueBytes");
    positive(maxConnections, "maxConnections");
    positive(maxConnectionsPerAddress, "maxConnectionsPerAddress");
    positive(maxHandshakesPerAddressPerSecond, "maxHandshakesPerAddressPerSecond");
    if (transports.isEmpty()) {
      throw new IllegalArgumentException("transports must name at least one");
    }
  }

  private static void positive(Duration value, String component) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(component + " must be at least one millisecond");
    }
  }

  private static void positive(int value, String component) {
    if (value <= 0) {
      throw new IllegalArgumentException(component + " must be positive");
    }
  }

  /** The defaults of the protocol and of the README's table. */
  public static EngineIoConfig defaults() {
    return new EngineIoConfig(
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        1_000_000,
        Set.of(TransportKind.POLLING, TransportKind.WEBSOCKET),
        true,
        Duration.ofSeconds(30),
        4 << 20,
        20_000,
        1_000,
        100);
  }
}
