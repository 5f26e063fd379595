package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds out, on a thread of its own, which masters a cluster has: at the start, when told that
 * something does not fit, and now and then.
 */
final class ClusterScout implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ClusterScout.class.getName());

  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Switchboard switchboard;
  private final List<Address> seeds;
  private final LineSetup setup;
  private final Consumer<Slots> found;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Address> known = List.of();
  private boolean wanted = true;
  private boolean closed;

  /**
   * @param found told, on the scout's thread, what there is
   */
  ClusterScout(
      Switchboard switchboard, List<Address> seeds, LineSetup setup, Consumer<Slots> found) {
    this.switchboard = switchboard;
    this.seeds = seeds;
    this.found = found;
    this.setup = setup;
  }

  void start() {
    setup.threads().newThread(this::work).start();
  }

  /** Something does not fit: look soon. Any thread. */
  void look() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (await()) {
      boolean successful = false;
      for (Address address : candidates()) {
        if (ask(address)) {
          successful = true;
          break;
        }
      }
      if (!successful) {
        look();
      }
      if (!pause()) {
        return;
      }
    }
  }

  private boolean ask(Address address) {
    try (Wire wire = switchboard.server(address)) {
      wire.sendCommand(Command.CLUSTER, "SLOTS");
      Slots slots = Slots.parse(Answers.decoded(wire.getOne()), address);
      if (slots.masters().isEmpty()) {
        return false;
      }
      known = List.copyOf(slots.masters());
      found.accept(slots);
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "no answer to CLUSTER SLOTS", e);
      return false;
    }
  }

  private List<Address> candidates() {
    List<Address> candidates = new ArrayList<>(known);
    Collections.shuffle(candidates);
    candidates.addAll(seeds);
    return candidates;
  }

  /** Until there is reason to look; false when closed. */
  private boolean await() {
    lock.lock();
    try {
      long left = IDLE_NANOS;
      while (!closed && !wanted && left > 0) {
        left = changed.awaitNanos(left);
      }
      wanted = false;
      return !closed;
    } catch (InterruptedException e) {
      // Only the server's end interrupts its threads.
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Between two looks, however many ask for one. */
  private boolean pause() {
    lock.lock();
    try {
      long left = PAUSE_NANOS;
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
