package dev.tutti.events;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Counts events: on one node, in no window of a limit's length are more accepted than the limit;
 * over several nodes about so many. A port: one node's memory, or with Redis for many. Thread-safe;
 * nothing blocks.
 */
public interface RateLimitStore {

  /**
   * Takes one from every claim, or from none if any is exhausted.
   *
   * @param claims at least one
   */
  CompletionStage<RateLimitDecision> acquire(List<RateLimitClaim> claims);
}
