package dev.tutti.socketio;

import java.time.Duration;

/**
 * Limits of the Socket.IO layer.
 *
 * @param connectTimeout from the handshake to the first accepted CONNECT
 * @param maxConnectFailures refused CONNECTs after which the transport is closed; an unknown
 *     namespace does not count
 * @param maxNamespacesPerConnection namespaces one client may join at a time
 * @param maxAttachments binary values in one packet
 * @param maxJsonDepth nesting of one packet's JSON
 * @param maxRoomsPerSocket rooms one socket may be in, its own included
 * @param maxRooms rooms of one namespace on this node, the sockets' own not counted
 * @param maxHeldPackets packets of one connection that may wait behind a blocking handler or an
 *     undecided CONNECT
 * @param maxPendingAcks acks that one socket may owe the server at a time
 * @param maxDynamicNamespaces namespaces created by name at run time
 */
public record SocketIoConfig(
    Duration connectTimeout,
    int maxConnectFailures,
    int maxNamespacesPerConnection,
    int maxAttachments,
    int maxJsonDepth,
    int maxRoomsPerSocket,
    int maxRooms,
    int maxHeldPackets,
    int maxPendingAcks,
    int maxDynamicNamespaces) {

  public SocketIoConfig {
    if (connectTimeout.isZero() || connectTimeout.isNegative()) {
      throw new IllegalArgumentException("connectTimeout must be positive");
    }
    atLeast(1, maxConnectFailures, "maxConnectFailures");
    atLeast(1, maxNamespacesPerConnection, "maxNamespacesPerConnection");
    atLeast(0, maxAttachments, "maxAttachments");
    atLeast(1, maxJsonDepth, "maxJsonDepth");
    atLeast(1, maxRoomsPerSocket, "maxRoomsPerSocket");
    atLeast(0, maxRooms, "maxRooms");
    atLeast(1, maxHeldPackets, "maxHeldPackets");
    atLeast(1, maxPendingAcks, "maxPendingAcks");
    atLeast(0, maxDynamicNamespaces, "maxDynamicNamespaces");
  }

  private static void atLeast(int least, int value, String component) {
    if (value < least) {
      throw new IllegalArgumentException(component + " must be at least " + least);
    }
  }

  /** The defaults of the README's table. */
  public static SocketIoConfig defaults() {
    return new SocketIoConfig(Duration.ofSeconds(10), 3, 16, 10, 32, 64, 100_000, 256, 256, 1_000);
  }
}
