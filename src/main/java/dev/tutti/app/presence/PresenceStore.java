package dev.tutti.app.presence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has which connections. A user is online from his first connection until {@link #expire} after
 * his last one; he is connected while he has one. A port: memory now, Redis later. Thread-safe; no
 * method blocks.
 */
public interface PresenceStore {

  /**
   * A connection has come; a second time changes nothing.
   *
   * @return whether the user was offline before
   */
  boolean connect(String userId, String connectionId);

  /**
   * A connection has gone. The user stays online; one that is not known changes nothing.
   *
   * @return whether it was the user's last one
   */
  boolean disconnect(String userId, String connectionId);

  /**
   * Makes a user offline who has no connection.
   *
   * @return whether he was online, and is not any more
   */
  boolean expire(String userId);

  boolean isOnline(String userId);

  boolean isConnected(String userId);

  /** How many users are online. */
  int count();

  /**
   * Users who are online, ascending by UTF-16 units.
   *
   * @param after the user behind whom to begin, absent for the first
   */
  List<String> online(@Nullable String after, int limit);
}
