package dev.tutti.app.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets of which users are in which public rooms of this node. One lock guards all of it;
 * joining and leaving take logarithmic time. Thread-safe.
 */
final class RoomTable implements LocalRooms {
  private final int maxRoomsPerSocket;
  private final int maxRooms;
  private final Map<String, Room> rooms = new HashMap<>();
  private final Map<String, Map<String, Set<String>>> roomsBySocketByUser = new HashMap<>();

  RoomTable(int maxRoomsPerSocket, int maxRooms) {
    this.maxRoomsPerSocket = maxRoomsPerSocket;
    this.maxRooms = maxRooms;
  }

  /** What became of a wish to join. */
  enum Joining {
    NEW_ROOM,
    JOINED,
    ALREADY_MEMBER,
    FULL
  }

  /** What became of a wish to leave. */
  enum Leaving {
    LAST_LEFT,
    LEFT,
    NO_MEMBER
  }

  /** What a socket leaves: the rooms it was in, and how many of them end with it. */
  record Departure(Set<String> left, int rooms) {}

  synchronized Joining join(String userId, String socketId, String name) {
    Set<String> joined = joined(userId, socketId);
    if (joined.contains(name)) {
      return Joining.ALREADY_MEMBER;
    }
    boolean isNew = !rooms.containsKey(name);
    if (joined.size() >= maxRoomsPerSocket || (isNew && rooms.size() >= maxRooms)) {
      return Joining.FULL;
    }
    rooms.computeIfAbsent(name, key -> new Room()).add(userId, socketId);
    roomsBySocketByUser
        .computeIfAbsent(userId, key -> new HashMap<>())
        .computeIfAbsent(socketId, key -> new HashSet<>())
        .add(name);
    return isNew ? Joining.NEW_ROOM : Joining.JOINED;
  }

  synchronized Leaving leave(String userId, String socketId, String name) {
    Set<String> joined = joined(userId, socketId);
    if (!joined.contains(name)) {
      return Leaving.NO_MEMBER;
    }
    joined.remove(name);
    if (joined.isEmpty()) {
      forget(userId, socketId);
    }
    return drop(userId, socketId, name);
  }

  /** Takes a socket out of everything. */
  synchronized Departure leaveAll(String userId, String socketId) {
    Set<String> joined = joined(userId, socketId);
    forget(userId, socketId);
    int gone = 0;
    for (String name : joined) {
      if (drop(userId, socketId, name) == Leaving.LAST_LEFT) {
        gone++;
      }
    }
    return new Departure(Set.copyOf(joined), gone);
  }

  @Override
  public synchronized int count() {
    return rooms.size();
  }

  @Override
  public synchronized int sockets(String name) {
    Room room = rooms.get(name);
    return room == null ? 0 : room.sockets;
  }

  @Override
  public synchronized int users(String name) {
    Room room = rooms.get(name);
    return room == null ? 0 : room.socketsByUser.size();
  }

  @Override
  public synchronized int sockets(String name, String userId) {
    Room room = rooms.get(name);
    return room == null ? 0 : room.socketsByUser.getOrDefault(userId, Set.of()).size();
  }

  @Override
  public synchronized Set<String> names() {
    return Set.copyOf(rooms.keySet());
  }

  synchronized Set<String> roomsOf(String userId, String socketId) {
    return Set.copyOf(joined(userId, socketId));
  }

  synchronized Set<String> roomsOfUser(String userId) {
    Set<String> all = new HashSet<>();
    roomsBySocketByUser.getOrDefault(userId, Map.of()).values().forEach(all::addAll);
    return all;
  }

  @Override
  public synchronized List<String> members(String name, @Nullable String after, int limit) {
    Room room = rooms.get(name);
    if (room == null) {
      return List.of();
    }
    NavigableMap<String, Set<String>> users = room.socketsByUser;
    List<String> page = new ArrayList<>();
    for (String user : (after == null ? users : users.tailMap(after, false)).keySet()) {
      if (page.size() == limit) {
        break;
      }
      page.add(user);
    }
    return page;
  }

  private Set<String> joined(String userId, String socketId) {
    return roomsBySocketByUser.getOrDefault(userId, Map.of()).getOrDefault(socketId, Set.of());
  }

  private void forget(String userId, String socketId) {
    roomsBySocketByUser.computeIfPresent(
        userId,
        (key, sockets) -> {
          sockets.remove(socketId);
          return sockets.isEmpty() ? null : sockets;
        });
  }

  private Leaving drop(String userId, String socketId, String name) {
    Room room = rooms.get(name);
    if (room == null) {
      throw new IllegalStateException("a socket is in a room that does not exist");
    }
    room.remove(userId, socketId);
    if (room.sockets > 0) {
      return Leaving.LEFT;
    }
    rooms.remove(name);
    return Leaving.LAST_LEFT;
  }

  private static final class Room {
    final NavigableMap<String, Set<String>> socketsByUser = new TreeMap<>();
    int sockets;

    void add(String userId, String socketId) {
      if (socketsByUser.computeIfAbsent(userId, key -> new HashSet<>()).add(socketId)) {
        sockets++;
      }
    }

    void remove(String userId, String socketId) {
      Set<String> own = socketsByUser.get(userId);
      if (own != null && own.remove(socketId)) {
        sockets--;
        if (own.isEmpty()) {
          socketsByUser.remove(userId);
        }
      }
    }
  }
}
