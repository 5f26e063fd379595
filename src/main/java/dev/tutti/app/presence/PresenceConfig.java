package dev.tutti.app.presence;

import java.time.Duration;

/**
 * Settings of presence.
 *
 * @param followers who hears of whom, unless the application brings a {@link FollowerDirectory}
 * @param grace how long a user stays online after his last connection
 * @param maxInGrace users who may be in their grace at a time; beyond, users go offline at once
 * @param snapshotLimit users in {@code presence-state}
 * @param seedNotifications whether the seed's {@code notification} goes with every {@code
 *     user-online} and {@code user-offline}
 * @param maxPageSize users that one page of a listing holds
 * @param chunkSize followers that one publication names
 */
public record PresenceConfig(
    Followers followers,
    Duration grace,
    int maxInGrace,
    int snapshotLimit,
    boolean seedNotifications,
    int maxPageSize,
    int chunkSize) {
  private static final Duration MAX_GRACE = Duration.ofMinutes(10);

  /** The directories that come with the product. */
  public enum Followers {
    NONE,
    EVERYONE;

    FollowerDirectory directory() {
      return switch (this) {
        case NONE -> FollowerDirectory.NONE;
        case EVERYONE -> FollowerDirectory.EVERYONE;
      };
    }
  }

  public PresenceConfig {
    if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
      throw new IllegalArgumentException("grace must be from PT0S to " + MAX_GRACE + ": " + grace);
    }
    if (maxInGrace < 0) {
      throw new IllegalArgumentException("maxInGrace must not be negative: " + maxInGrace);
    }
    positive("snapshotLimit", snapshotLimit);
    positive("maxPageSize", maxPageSize);
    positive("chunkSize", chunkSize);
  }

  /** The defaults of the README's table. */
  public static PresenceConfig defaults() {
    return new PresenceConfig(
        Followers.NONE, Duration.ofSeconds(10), 100_000, 1_000, false, 1_000, 500);
  }

  private static void positive(String component, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(component + " must be positive: " + value);
    }
  }
}
