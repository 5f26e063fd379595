package dev.tutti.app.room;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The memberships of this node's own sockets in public rooms. Thread-safe. */
public interface LocalRooms {

  /** How many rooms have a member. */
  int count();

  /** The rooms that have a member. */
  Set<String> names();

  /** How many sockets are in a room. */
  int sockets(String room);

  /** How many sockets of one user are in a room. */
  int sockets(String room, String userId);

  /** How many users are in a room. */
  int users(String room);

  /** Up to {@code limit} users of a room behind {@code after}, ascending by UTF-16 units. */
  List<String> members(String room, @Nullable String after, int limit);
}
