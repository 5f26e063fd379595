package dev.tutti.engineio;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one more session may open: in all, of one address, and how often an address may
 * try. Any thread may call.
 */
final class Admission {
  /** Addresses whose last second is remembered; the one not seen for longest is forgotten first. */
  static final int MAX_ADDRESSES = 4096;

  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

  private final EngineIoConfig config;
  private final Scheduler scheduler;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> openByAddress = new ConcurrentHashMap<>();

  /** Times of the last handshakes by address, oldest first; guarded by itself. */
  private final Map<String, ArrayDeque<Long>> handshakes = new LinkedHashMap<>(16, 0.75f, true);

  Admission(EngineIoConfig config, Scheduler scheduler) {
    this.config = config;
    this.scheduler = scheduler;
  }

  /** Counts a handshake and says whether it is one too many; null if it may go on. */
  @Nullable Refusal attempt(String address) {
    if (!withinRate(address)) {
      return Refusal.TOO_MANY_HANDSHAKES;
    }
    if (open.get() >= config.maxConnections()) {
      return Refusal.TOO_MANY_CONNECTIONS;
    }
    return openByAddress.getOrDefault(address, 0) >= config.maxConnectionsPerAddress()
        ? Refusal.TOO_MANY_CONNECTIONS_OF_ADDRESS
        : null;
  }

  /**
   * Takes the place of one session, to be given back by {@link #release}; null if there was one.
   */
  @Nullable Refusal reserve(String address) {
    if (open.incrementAndGet() > config.maxConnections()) {
      open.decrementAndGet();
      return Refusal.TOO_MANY_CONNECTIONS;
    }
    if (openByAddress.merge(address, 1, Integer::sum) > config.maxConnectionsPerAddress()) {
      release(address);
      return Refusal.TOO_MANY_CONNECTIONS_OF_ADDRESS;
    }
    return null;
  }

  void release(String address) {
    openByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  /** How many addresses have open sessions. */
  int addresses() {
    return openByAddress.size();
  }

  private boolean withinRate(String address) {
    long now = scheduler.nanoTime();
    synchronized (handshakes) {
      ArrayDeque<Long> recent = handshakes.get(address);
      if (recent == null) {
        recent = new ArrayDeque<>(4);
        handshakes.put(address, recent);
        forgetOldest(now);
      }
      while (!recent.isEmpty() && now - recent.getFirst() >= WINDOW_NANOS) {
        recent.removeFirst();
      }
      if (recent.size() >= config.maxHandshakesPerAddressPerSecond()) {
        return false;
      }
      recent.addLast(now);
      return true;
    }
  }

  /** Addresses in the order of their last use: the first are those that matter least. */
  private void forgetOldest(long now) {
    var oldest = handshakes.values().iterator();
    ArrayDeque<Long> first = oldest.next();
    boolean stale = !first.isEmpty() && now - first.getLast() >= WINDOW_NANOS;
    if (stale || handshakes.size() > MAX_ADDRESSES) {
      oldest.remove();
    }
  }
}
