package dev.tutti.admin;

/** Ends what a user has open. */
@FunctionalInterface
public interface UserSessions {

  /**
   * Revokes the user's tokens issued up to now and disconnects his sockets.
   *
   * @return how many sockets of this node are ended
   */
  int end(String userId);
}
