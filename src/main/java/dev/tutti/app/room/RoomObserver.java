package dev.tutti.app.room;

/** Hears how the public rooms of this node change, for metrics: count and return. */
public interface RoomObserver {

  /** Hears nothing. */
  RoomObserver NONE = new RoomObserver() {};

  /** The number of rooms grew (or shrank) by this much. */
  default void roomsChanged(int delta) {}

  /** The number of memberships of sockets grew (or shrank) by this much. */
  default void membershipsChanged(int delta) {}
}
