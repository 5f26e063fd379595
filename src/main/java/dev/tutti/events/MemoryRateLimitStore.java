package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts events of this node.
 *
 * <p>Memory is bounded: a window holds at most its limit of moments, idle windows go when new ones
 * come, and when {@code maxKeys} are in use, all newcomers of a limit share one window: nobody's
 * count is forgotten for it, so that making up keys buys no fresh budget.
 */
public final class MemoryRateLimitStore implements RateLimitStore {
  private static final long SWEEP_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final Scheduler scheduler;
  private final int maxKeys;
  private final Map<RateLimitClaim, SlidingLog> logs = new HashMap<>();
  private long sweptAt;

  public MemoryRateLimitStore(Scheduler scheduler, int maxKeys) {
    this.scheduler = scheduler;
    this.maxKeys = maxKeys;
    this.sweptAt = scheduler.nanoTime();
  }

  @Override
  public CompletionStage<RateLimitDecision> acquire(List<RateLimitClaim> claims) {
    return CompletableFuture.completedFuture(decide(claims, scheduler.nanoTime()));
  }

  private synchronized RateLimitDecision decide(List<RateLimitClaim> claims, long now) {
    sweepWhenDue(now);
    List<SlidingLog> taken = new ArrayList<>(claims.size());
    RateLimitClaim longest = claims.get(0);
    long wait = 0;
    for (RateLimitClaim claim : claims) {
      SlidingLog log = logOf(claim);
      taken.add(log);
      long needed = log.waitNanos(now);
      if (needed > wait) {
        wait = needed;
        longest = claim;
      }
    }
    if (wait == 0) {
      taken.forEach(log -> log.add(now));
    }
    return decision(wait, longest);
  }

  /** How many windows are held. */
  synchronized int size() {
    return logs.size();
  }

  private RateLimitDecision decision(long waitNanos, RateLimitClaim claim) {
    Duration wait = Duration.ofMillis(Math.floorDiv(waitNanos + 999_999, 1_000_000L));
    Instant reset = scheduler.now().plus(wait);
    return new RateLimitDecision(waitNanos == 0, claim, wait, reset);
  }

  private SlidingLog logOf(RateLimitClaim claim) {
    SlidingLog known = logs.get(claim);
    if (known != null) {
      return known;
    }
    boolean full = logs.size() >= maxKeys;
    RateLimitClaim key = full ? new RateLimitClaim("overflow", claim.limit()) : claim;
    return logs.computeIfAbsent(key, added -> new SlidingLog(added.limit()));
  }

  private void sweepWhenDue(long now) {
    if (now - sweptAt >= SWEEP_INTERVAL_NANOS) {
      sweptAt = now;
      logs.values().removeIf(log -> log.idle(now));
    }
  }
}
