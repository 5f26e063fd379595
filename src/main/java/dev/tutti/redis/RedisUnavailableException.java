package dev.tutti.redis;

import org.jspecify.annotations.Nullable;

/**
 * Redis is not there, does not answer in time, refuses for want of memory, or too much waits for
 * it.
 */
final class RedisUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisUnavailableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
