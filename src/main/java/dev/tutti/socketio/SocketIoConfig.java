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
 * @param maxRooms rooms of one namespace on this node
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

  /** The defaults of the README's table. */
  public static SocketIoConfig defaults() {
    return new SocketIoConfig(Duration.ofSeconds(10), 3, 16, 10, 32, 64, 100_000, 256, 256, 1_000);
  }
}
