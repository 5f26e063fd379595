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

  /** How many events under a claim count that were accepted here. */
  public synchronized int accepted(RateLimitClaim claim) {
    SlidingLog log = logs.get(claim);
    return log == null ? 0 : log.accepted(scheduler.nanoTime());
  }

  /**
   * The events under a claim that were accepted here and still count, oldest first, but for those
   * that are known.
   *
   * @param known {@link News#total} of the time before, 0 for the first time
   * @param slice what is told together
   */
  public synchronized News news(RateLimitClaim claim, long known, Duration slice) {
    SlidingLog log = logs.get(claim);
    if (log == null) {
      return new News(0, List.of());
    }
    long total = log.total();
    // A window that went and came again counts from the beginning.
    long fresh = total - (known > total ? 0 : known);
    return new News(total, log.last(fresh, scheduler.nanoTime(), slice.toNanos()));
  }

  /**
   * What has been accepted lately.
   *
   * @param total of all that have ever been
   */
  public record News(long total, List<AcceptedEvents> events) {}

  /** Makes what other nodes accepted count here, instead of what was known of them before. */
  public synchronized void acceptedElsewhere(RateLimitClaim claim, List<AcceptedEvents> events) {
    SlidingLog log = logs.get(claim);
    if (log != null) {
      log.acceptedElsewhere(events, scheduler.nanoTime());
    }
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
