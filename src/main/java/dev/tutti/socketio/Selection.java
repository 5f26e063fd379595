package dev.tutti.socketio;

import java.util.Set;

/**
 * Which sockets of a namespace: those in any of the rooms (all when there are none) that are in
 * none of the excepted ones. A socket counts as a room of its own id.
 */
public record Selection(Set<String> rooms, Set<String> except) {
  public static final Selection EVERYONE = new Selection(Set.of(), Set.of());

  public Selection {
    rooms = Set.copyOf(rooms);
    except = Set.copyOf(except);
  }
}
