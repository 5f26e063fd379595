package dev.tutti.app.presence;

/** Hears who is online, for metrics: count and return. */
public interface PresenceObserver {

  /** Hears nothing. */
  PresenceObserver NONE = new PresenceObserver() {};

  /** The number of users online grew (or shrank) by this much. */
  default void onlineChanged(int delta) {}

  /** The followers of a user could not be had, so that they were not told; already logged. */
  default void failure() {}
}
