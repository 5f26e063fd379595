package dev.tutti.app.session;

/**
 * The room of all of one user's sockets. Clients cannot name it: the prefix is reserved. Node.js
 * emitters address it by the same name.
 */
public final class UserRoom {
  /** What no name of a public room begins with. */
  public static final String PREFIX = "user:";

  private UserRoom() {}

  /** The room of the user with this id. */
  public static String of(String userId) {
    return PREFIX + userId;
  }
}
