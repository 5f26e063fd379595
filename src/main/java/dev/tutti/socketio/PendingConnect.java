package dev.tutti.socketio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A CONNECT that the namespace's guards decide about, one after the other, and the packets that
 * wait for the decision. Mailbox only.
 */
final class PendingConnect {
  private final SocketIoSocket socket;
  private final Iterator<ConnectGuard> guards;
  private final Deque<Packet> held = new ArrayDeque<>(2);
  private @Nullable CompletableFuture<Void> undecided;
  private boolean left;

  PendingConnect(SocketIoSocket socket) {
    this.socket = socket;
    this.guards = socket.namespace().guards().iterator();
  }

  SocketIoSocket socket() {
    return socket;
  }

  String namespace() {
    return socket.namespace().name();
  }

  Deque<Packet> held() {
    return held;
  }

  /** Whether the client has sent a DISCONNECT meanwhile, so that another CONNECT may follow. */
  boolean left() {
    return left;
  }

  void leave() {
    left = true;
  }

  /**
   * Asks the guards until one needs time or refuses; a refusal is thrown, alone or as the cause of
   * a {@link java.util.concurrent.CompletionException}.
   *
   * @return what to wait for before the next call; absent when all guards have accepted
   */
  @Nullable CompletableFuture<Void> advance() {
    while (undecided != null || guards.hasNext()) {
      CompletableFuture<Void> decision = undecided;
      if (decision == null) {
        decision = guards.next().decide(socket).toCompletableFuture();
      }
      if (!decision.isDone()) {
        undecided = decision;
        return decision;
      }
      undecided = null;
      decision.join();
    }
    return null;
  }
}
