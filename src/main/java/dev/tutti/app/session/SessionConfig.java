package dev.tutti.app.session;

import java.time.Duration;

/**
 * Settings of signed-in sockets.
 *
 * @param expiryNotice how long before its token ends a client is told, 0 to 1 hour
 * @param tokenRequired whether a client without a token is refused; else its sockets have no user
 */
public record SessionConfig(Duration expiryNotice, boolean tokenRequired) {
  private static final Duration MAX_NOTICE = Duration.ofHours(1);

  public SessionConfig {
    if (expiryNotice.isNegative() || expiryNotice.compareTo(MAX_NOTICE) > 0) {
      throw new IllegalArgumentException(
          "expiryNotice must be from 0 to " + MAX_NOTICE + ": " + expiryNotice);
    }
  }

  /** The defaults of the README's table. */
  public static SessionConfig defaults() {
    return new SessionConfig(Duration.ofSeconds(60), true);
  }
}
