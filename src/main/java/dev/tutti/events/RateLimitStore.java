package dev.tutti.events;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Counts events, exactly: in no window of a limit's length are more accepted than the limit. A
 * port: memory now, Redis later. Thread-safe; nothing blocks.
 */
public interface RateLimitStore {

  /**
   * Takes one from every claim, or from none if any is exhausted.
   *
   * @param claims at least one
   */
  CompletionStage<RateLimitDecision> acquire(List<RateLimitClaim> claims);
}
