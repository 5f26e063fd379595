package dev.tutti.socketio;

import dev.tutti.engineio.Handshake;
import java.util.Set;

/** A socket as another node or a query sees it. */
public record SocketSnapshot(String id, Handshake handshake, Set<String> rooms) {
  public SocketSnapshot {
    rooms = Set.copyOf(rooms);
  }
}
