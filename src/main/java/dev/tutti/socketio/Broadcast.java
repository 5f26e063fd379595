package dev.tutti.socketio;

import java.util.List;

/**
 * One event for many sockets.
 *
 * @param args the event name as JSON first, then its arguments
 * @param isVolatile dropped for a client that cannot take it at once
 * @param isLocal stays on this node
 */
public record Broadcast(
    Selection selection, List<JsonText> args, boolean isVolatile, boolean isLocal) {

  public Broadcast {
    args = List.copyOf(args);
  }
}
