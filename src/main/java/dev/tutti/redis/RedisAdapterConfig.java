package dev.tutti.redis;

import java.time.Duration;

/**
 * How nodes talk to one another.
 *
 * @param prefix of all channels, {@code key} and {@code channelPrefix} of Node.js servers
 * @param requestTimeout how long other nodes have for an answer
 * @param subscribeTimeout how long an answer to a join waits for the room's subscription
 * @param repeatInterval until the first repetition of what a node has not confirmed; the next ones
 *     take twice as long, then four times
 * @param maxRemembered ids of confirmed broadcasts that a namespace remembers
 */
public record RedisAdapterConfig(
    String prefix,
    Duration requestTimeout,
    Duration subscribeTimeout,
    Duration repeatInterval,
    int maxRemembered) {
  public RedisAdapterConfig {
    positive(requestTimeout, "requestTimeout");
    positive(subscribeTimeout, "subscribeTimeout");
    positive(repeatInterval, "repeatInterval");
    if (maxRemembered < 1) {
      throw new IllegalArgumentException("maxRemembered must be at least 1");
    }
  }

  private static void positive(Duration value, String component) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(component + " must be positive");
    }
  }

  static RedisAdapterConfig defaults() {
    return of("socket.io");
  }

  /** The usual times with a prefix. */
  public static RedisAdapterConfig of(String prefix) {
    return new RedisAdapterConfig(
        prefix, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(250), 20_000);
  }
}
