package dev.tutti.engineio;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what a thread sends while it handles something, so that the frames for one client
 * leave in one write at the end of the handling. Added to by its thread only.
 *
 * <p>Two threads that send to the same client share the work: while one {@linkplain #flush()
 * flushes}, the other's frames for clients that it has yet to reach leave with its own. No thread
 * waits for another, and none flushes for one that still handles.
 */
final class Cork {
  private @Nullable ArrayList<WebSocketTransport> held;
  private volatile boolean flushing;

  /** The transport has frames that this cork holds. */
  void hold(WebSocketTransport transport) {
    if (held == null) {
      held = new ArrayList<>();
    }
    held.add(transport);
  }

  /** Whether what this cork holds leaves no later than what another one holds. */
  boolean covers(Cork other) {
    return this == other || flushing;
  }

  /** Lets everything go. What the transports send meanwhile goes as well. */
  void flush() {
    ArrayList<WebSocketTransport> transports = held;
    if (transports == null) {
      return;
    }
    flushing = true;
    for (int i = 0; i < transports.size(); i++) {
      transports.get(i).uncork();
    }
    held = null;
    flushing = false;
  }
}
