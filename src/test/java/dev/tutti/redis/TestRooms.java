package dev.tutti.redis;

import dev.tutti.app.room.LocalRooms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The memberships of a node, as a test says them. */
final class TestRooms implements LocalRooms {
  private final Map<String, TreeMap<String, Integer>> rooms = new TreeMap<>();

  void set(String room, String user, int sockets) {
    TreeMap<String, Integer> users = rooms.computeIfAbsent(room, key -> new TreeMap<>());
    users.put(user, sockets);
    if (sockets == 0) {
      users.remove(user);
    }
    if (users.isEmpty()) {
      rooms.remove(room);
    }
  }

  @Override
  public int count() {
    return rooms.size();
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(rooms.keySet());
  }

  @Override
  public int sockets(String room) {
    return users(room, null).values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public int sockets(String room, String userId) {
    return users(room, null).getOrDefault(userId, 0);
  }

  @Override
  public int users(String room) {
    return users(room, null).size();
  }

  @Override
  public List<String> members(String room, String after, int limit) {
    return users(room, after).keySet().stream().limit(limit).toList();
  }

  private Map<String, Integer> users(String room, String after) {
    TreeMap<String, Integer> users = rooms.getOrDefault(room, new TreeMap<>());
    return after == null ? users : users.tailMap(after, false);
  }
}
