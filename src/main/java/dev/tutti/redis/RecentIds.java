package dev.tutti.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of the last confirmed broadcasts here, with what became of them. Any thread. */
final class RecentIds {
  /** What stands for an id while its broadcast is being handed out. */
  static final int UNDER_WAY = -1;

  private final Map<String, Integer> sockets;

  RecentIds(int max) {
    sockets =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
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
    return sockets.putIfAbsent(id, UNDER_WAY);
  }

  /**
   * A claimed broadcast has been given to so many sockets. What nobody was given is new again the
   * next time: by then somebody may be here.
   */
  synchronized void done(String id, int count) {
    sockets.computeIfPresent(id, (key, underWay) -> count == 0 ? null : count);
  }
}
