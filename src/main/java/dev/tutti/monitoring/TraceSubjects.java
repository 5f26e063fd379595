package dev.tutti.monitoring;

import java.util.Set;

/** Whom tracing follows at a moment. */
record TraceSubjects(Set<String> users, Set<String> rooms) {
  static final TraceSubjects NOBODY = new TraceSubjects(Set.of(), Set.of());

  TraceSubjects {
    users = Set.copyOf(users);
    rooms = Set.copyOf(rooms);
  }

  boolean none() {
    return users.isEmpty() && rooms.isEmpty();
  }

  boolean followsUser(TracedSocket socket) {
    return !users.isEmpty() && socket.user().filter(users::contains).isPresent();
  }

  boolean followsRoom(Set<String> candidates) {
    return !rooms.isEmpty() && candidates.stream().anyMatch(rooms::contains);
  }
}
