package dev.tutti.socketio;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one room, in the order of joining. Joining and leaving cost the same whatever the
 * size; the array that a broadcast walks is made when it is first wanted after a change and shared
 * until the next one. Any thread.
 */
final class Room {
  private static final SocketIoSocket[] NOBODY = {};

  private final Set<SocketIoSocket> members = new LinkedHashSet<>(4);
  private volatile SocketIoSocket @Nullable [] snapshot = NOBODY;

  synchronized void add(SocketIoSocket socket) {
    if (members.add(socket)) {
      snapshot = null;
    }
  }

  /** Takes a member out; the result is whether nobody is left. */
  synchronized boolean remove(SocketIoSocket socket) {
    if (members.remove(socket)) {
      snapshot = null;
    }
    return members.isEmpty();
  }

  synchronized int size() {
    return members.size();
  }

  /** The members at one moment; not to be changed. */
  SocketIoSocket[] snapshot() {
    SocketIoSocket[] current = snapshot;
    return current != null ? current : newSnapshot();
  }

  private synchronized SocketIoSocket[] newSnapshot() {
    SocketIoSocket[] current = snapshot;
    if (current == null) {
      current = members.toArray(NOBODY);
      snapshot = current;
    }
    return current;
  }
}
