package dev.tutti.app.presence;

/** Hears who is online, for metrics. Called on hot paths by any thread: count and return. */
public interface PresenceObserver {

  /** Hears nothing. */
  PresenceObserver NONE = new PresenceObserver() {};

  /**
   * The number of users with at least one socket changed.
   *
   * @param online how many there are now, on this node
   */
  default void onlineUsersChanged(int online) {}
}
