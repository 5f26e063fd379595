package dev.tutti.socketio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rooms of one socket, its own not among them. Its monitor makes joining and the socket's end
 * exclude each other: what is closed stays closed, so that a late join leaves no trace. Every
 * method wants the monitor held.
 */
final class Membership {
  private enum State {
    NEW,
    OPEN,
    CLOSED
  }

  private final Set<String> rooms = new LinkedHashSet<>(4);
  private State state = State.NEW;

  /** Opens what is new. */
  boolean open() {
    if (state != State.NEW) {
      return false;
    }
    state = State.OPEN;
    return true;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Closes for good; the rooms that there were. */
  List<String> close() {
    state = State.CLOSED;
    List<String> left = List.copyOf(rooms);
    rooms.clear();
    return left;
  }

  /** Those of the names that are new to this socket, each once. */
  List<String> unknown(Collection<String> names) {
    List<String> unknown = new ArrayList<>(names.size());
    for (String name : names) {
      if (!rooms.contains(name) && !unknown.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  void add(Collection<String> names) {
    rooms.addAll(names);
  }

  boolean remove(String name) {
    return rooms.remove(name);
  }

  Set<String> rooms() {
    return rooms;
  }
}
