package dev.tutti.socketio;

/**
 * Hears which rooms a node has members in, the sockets' own rooms not counted. One room's calls
 * come one after the other; they must neither block nor touch the adapter.
 */
public interface RoomListener {

  /** The first member is about to enter. */
  void roomCreated(String room);

  /** The last member has left. */
  void roomRemoved(String room);
}
