package dev.tutti.events;

import java.time.Duration;
import java.time.Instant;

/**
 * What a rate limiter decided.
 *
 * @param accepted whether the event may pass; then one has been taken from each claim
 * @param claim the claim that refuses, or the first one
 * @param retryAfter until the same claims may be accepted again, zero when accepted
 * @param resetTime the wall-clock time of that moment
 */
public record RateLimitDecision(
    boolean accepted, RateLimitClaim claim, Duration retryAfter, Instant resetTime) {}
