package dev.tutti.app.presence;

import java.util.Set;

/**
 * A set of users that may be all there are.
 *
 * @param everyone whether it is all users
 * @param users its users when it is not
 */
public record Audience(boolean everyone, Set<String> users) {
  /** All users. */
  public static final Audience EVERYONE = new Audience(true, Set.of());

  /** No user. */
  public static final Audience NOBODY = new Audience(false, Set.of());

  public Audience {
    users = Set.copyOf(users);
  }

  /** These users. */
  public static Audience of(Set<String> users) {
    return new Audience(false, users);
  }

  /** Whether nobody is in it. */
  public boolean isEmpty() {
    return !everyone && users.isEmpty();
  }
}
