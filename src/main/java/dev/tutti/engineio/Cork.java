package dev.tutti.engineio;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what a thread sends while it handles something, so that the frames for one client
 * leave in one write at the end of the handling. Added to by its thread only.
 *
 * <p>Two threads that send to the same client share the work: while one {@linkplain #flush()
 * flushes}, the other's frames for clients that it has yet to reach leave with its own. No thread
 * waits for another, and none flushes for one that still handles. Before a thread writes to many
 * clients it lets those run that are ready to: what they send to the same clients then costs no
 * writes of its own. Where none is ready, that is one short system call.
 */
class Cork {
  /** Set only while a thread holds back: nothing of ours stays behind in container threads. */
  private static final ThreadLocal<Cork> CURRENT = new ThreadLocal<>();

  /** Writes beside which that call costs nothing that could be measured. */
  private static final int MANY = 16;

  /**
   * Clients that wait at a time. With more the first ones are no longer in the processor's caches
   * when their turn comes: in a room of 1,000 that cost 5 to 10 % of a delivery.
   */
  private static final int MOST = 64;

  private @Nullable ArrayList<WebSocketTransport> held;
  private volatile boolean flushing;

  /** What holds back the sends of this thread, null when they leave at once. */
  static @Nullable Cork current() {
    return CURRENT.get();
  }

  /**
   * Holds back what this thread sends from now on.
   *
   * @return the one that did so until now, for {@link #leave}
   */
  final @Nullable Cork enter() {
    Cork before = CURRENT.get();
    CURRENT.set(this);
    return before;
  }

  /** Ends what {@link #enter} began. */
  final void leave(@Nullable Cork before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }

  /** The transport has frames that this cork holds. */
  final void hold(WebSocketTransport transport) {
    if (held == null) {
      held = new ArrayList<>();
    }
    held.add(transport);
  }

  /** Whether as many clients wait as should at a time. */
  final boolean full() {
    return held != null && held.size() >= MOST;
  }

  /** Whether what this cork holds leaves no later than what another one holds. */
  final boolean covers(Cork other) {
    return this == other || flushing;
  }

  /** Lets everything go. What the transports send meanwhile goes as well. */
  final void flush() {
    ArrayList<WebSocketTransport> transports = held;
    if (transports == null) {
      return;
    }
    if (transports.size() >= MANY) {
      giveWay();
    }
    flushing = true;
    for (int i = 0; i < transports.size(); i++) {
      transports.get(i).flush();
    }
    held = null;
    flushing = false;
  }

  @SuppressWarnings("ThreadPriorityCheck") // A hint is what this is: nothing depends on it.
  private static void giveWay() {
    Thread.yield();
  }
}
