package dev.tutti.socketio;

import java.util.Set;

/**
 * What became of a broadcast that nodes had to confirm.
 *
 * @param sockets how many it was handed to, on this node and on those that confirmed
 * @param missing the nodes that have not confirmed in time: they may have it or not
 */
public record Delivery(int sockets, Set<String> missing) {
  public Delivery {
    missing = Set.copyOf(missing);
  }

  /** Whether every node has it. */
  public boolean confirmed() {
    return missing.isEmpty();
  }
}
