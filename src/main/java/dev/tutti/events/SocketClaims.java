package dev.tutti.events;

import dev.tutti.socketio.SocketIoSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The claims of one socket's events, each made once: their keys cost more than the counting. */
final class SocketClaims {
  private static final String UNKNOWN = "unknown";

  private final RateLimitClaim connection;
  private final RateLimitClaim address;

  /** By the names of handled events, which are few. */
  private final Map<String, RateLimitClaim> handled = new ConcurrentHashMap<>(4);

  private volatile @Nullable RateLimitClaim unhandled;

  SocketClaims(SocketIoSocket socket, EventConfig config) {
    connection = new RateLimitClaim("connection:" + socket.id(), config.connectionRateLimit());
    address =
        new RateLimitClaim("address:" + socket.handshake().address(), config.addressRateLimit());
  }

  /**
   * @param subject who does it, the same for all events of the socket
   */
  List<RateLimitClaim> of(Invocation invocation, String subject, RateLimit limit) {
    return List.of(event(invocation, subject, limit), connection, address);
  }

  private RateLimitClaim event(Invocation invocation, String subject, RateLimit limit) {
    boolean known = invocation.handler().isPresent();
    RateLimitClaim made = known ? handled.get(invocation.event()) : unhandled;
    if (made == null || !made.limit().equals(limit)) {
      made = new RateLimitClaim("event:" + scope(invocation) + ":" + subject, limit);
      if (known) {
        handled.put(invocation.event(), made);
      } else {
        unhandled = made;
      }
    }
    return made;
  }

  /** What is counted together; the user, whose id is free text, goes behind it. */
  static String scope(Invocation invocation) {
    return invocation.handler().isEmpty()
        ? UNKNOWN
        : invocation.socket().namespace().name() + ":" + invocation.event();
  }
}
