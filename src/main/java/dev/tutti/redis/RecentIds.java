package dev.tutti.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the last confirmed broadcasts here, with what became of them. An id is remembered for
 * long enough that another attempt is recognised, and no longer than its owner may use it for
 * something else. Any thread.
 */
final class RecentIds {
  /** What stands for an id while its broadcast is being handed out. */
  static final int UNDER_WAY = -1;

  private record Entry(int sockets, long since) {}

  private final Map<String, Entry> entries;
  private final long memory;
  private final LongSupplier nanoTime;

  RecentIds(int max, Duration memory, LongSupplier nanoTime) {
    this.memory = memory.toNanos();
    this.nanoTime = nanoTime;
    entries =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > max;
          }
        };
  }

  /**
   * Claims an id.
   *
   * @return absent when it is new and the caller's; else how many sockets were given its broadcast,
   *     or {@link #UNDER_WAY}
   */
  synchronized @Nullable Integer claim(String id) {
    long now = nanoTime.getAsLong();
    Entry before = entries.get(id);
    if (before != null && now - before.since() < memory) {
      return before.sockets();
    }
    entries.remove(id);
    entries.put(id, new Entry(UNDER_WAY, now));
    return null;
  }

  /**
   * A claimed broadcast has been given to so many sockets. What nobody was given is new again the
   * next time: by then somebody may be here.
   */
  synchronized void done(String id, int count) {
    entries.computeIfPresent(
        id, (key, underWay) -> count == 0 ? null : new Entry(count, underWay.since()));
  }
}
