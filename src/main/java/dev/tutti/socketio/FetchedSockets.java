package dev.tutti.socketio;

import java.util.List;

/**
 * The sockets that were found.
 *
 * @param complete whether every node answered in time; if not, those of some are missing
 */
public record FetchedSockets(List<SocketSnapshot> sockets, boolean complete) {
  public FetchedSockets {
    sockets = List.copyOf(sockets);
  }
}
