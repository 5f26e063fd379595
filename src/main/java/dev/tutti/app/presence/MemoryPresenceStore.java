package dev.tutti.app.presence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one node, in memory. Each change of a user is atomic; a listing shows users as
 * they come and go.
 */
public final class MemoryPresenceStore implements PresenceStore {
  /** Immutable sets, replaced as a whole inside the map's atomic operations. */
  private final Map<String, Set<String>> connections = new ConcurrentHashMap<>();

  private final NavigableSet<String> users = new ConcurrentSkipListSet<>();

  @Override
  public boolean connect(String userId, String connectionId) {
    boolean[] first = {false};
    connections.compute(
        userId,
        (user, before) -> {
          if (before == null) {
            first[0] = true;
            users.add(user);
            return Set.of(connectionId);
          }
          return plus(before, connectionId);
        });
    return first[0];
  }

  @Override
  public boolean disconnect(String userId, String connectionId) {
    boolean[] last = {false};
    connections.computeIfPresent(
        userId,
        (user, before) -> {
          if (!before.contains(connectionId)) {
            return before;
          }
          last[0] = before.size() == 1;
          return minus(before, connectionId);
        });
    return last[0];
  }

  @Override
  public boolean expire(String userId) {
    boolean[] gone = {false};
    connections.computeIfPresent(
        userId,
        (user, before) -> {
          if (!before.isEmpty()) {
            return before;
          }
          gone[0] = true;
          users.remove(user);
          return null;
        });
    return gone[0];
  }

  @Override
  public boolean isOnline(String userId) {
    return connections.containsKey(userId);
  }

  @Override
  public boolean isConnected(String userId) {
    return !connections.getOrDefault(userId, Set.of()).isEmpty();
  }

  @Override
  public int count() {
    return connections.size();
  }

  @Override
  public List<String> online(@Nullable String after, int limit) {
    List<String> page = new ArrayList<>();
    for (String user : after == null ? users : users.tailSet(after, false)) {
      if (page.size() >= limit) {
        break;
      }
      page.add(user);
    }
    return page;
  }

  private static Set<String> plus(Set<String> connections, String connection) {
    Set<String> more = new HashSet<>(connections);
    more.add(connection);
    return Set.copyOf(more);
  }

  private static Set<String> minus(Set<String> connections, String connection) {
    Set<String> fewer = new HashSet<>(connections);
    fewer.remove(connection);
    return Set.copyOf(fewer);
  }
}
