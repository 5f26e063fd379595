package dev.tutti.socketio;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one connection that wait, in their order, and what they may cost together. Mailbox
 * only.
 */
final class HeldPackets {
  /**
   * A few of the largest packets: a client that floods a waiting handler must not fill the heap.
   */
  private static final long MAX_WEIGHT = 4L << 20;

  private final Deque<Packet> queue = new ArrayDeque<>(2);
  private final int max;
  private int count;
  private long weight;

  HeldPackets(int max) {
    this.max = max;
  }

  /**
   * Puts a packet behind the others of a queue.
   *
   * @return whether there was room for it
   */
  boolean add(Deque<Packet> to, Packet packet) {
    if (count >= max || (count > 0 && weight + packet.weight() > MAX_WEIGHT)) {
      return false;
    }
    count++;
    weight += packet.weight();
    to.add(packet);
    return true;
  }

  boolean add(Packet packet) {
    return add(queue, packet);
  }

  /** Moves packets of another queue in front of those that are here. */
  void prepend(Deque<Packet> from) {
    while (!from.isEmpty()) {
      queue.addFirst(from.removeLast());
    }
  }

  void discard(Packet packet) {
    count--;
    weight -= packet.weight();
  }

  @Nullable Packet poll() {
    Packet packet = queue.poll();
    if (packet != null) {
      discard(packet);
    }
    return packet;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void clear() {
    queue.clear();
  }
}
