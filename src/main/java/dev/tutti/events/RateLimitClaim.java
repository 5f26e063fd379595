package dev.tutti.events;

/**
 * One event counted under a key.
 *
 * @param key who and what, such as {@code event:/:join-room:alice}
 * @param limit how many fit; the same key with another limit is counted apart
 */
public record RateLimitClaim(String key, RateLimit limit) {

  /** The key alone: a text remembers its hash, and seldom has two limits. */
  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
