package dev.tutti.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Limits how often something happens, for applications: the limits of events are applied before
 * their handlers run. Thread-safe; nothing blocks, and with the memory store the result is there at
 * once.
 */
@ApplicationScoped
public class RateLimiter {
  @Inject RateLimitStore store;

  /**
   * Counts one under the application's own key, if it fits.
   *
   * @param key who and what, such as {@code upload:alice}
   */
  public CompletionStage<RateLimitDecision> acquire(String key, RateLimit limit) {
    return store.acquire(List.of(new RateLimitClaim("application:" + key, limit)));
  }
}
