package dev.tutti.redis;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcast carries that no socket may get twice; Node.js servers pass over it.
 *
 * @param id of the broadcast among all nodes
 * @param node the uid of the node that waits for confirmations
 * @param awaited the uids of those that it waits for; absent when it is all who hear it
 */
record Ticket(String id, String node, @Nullable Set<String> awaited) {

  /** Whether a node has to confirm. */
  boolean awaits(String uid) {
    return awaited == null || awaited.contains(uid);
  }
}
