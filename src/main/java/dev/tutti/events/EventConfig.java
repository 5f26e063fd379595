package dev.tutti.events;

import java.time.Duration;
import java.util.Map;

/**
 * Settings of the programming model.
 *
 * @param ackStyle what an acknowledgement's arguments look like
 * @param userRequired whether an event of a socket without a user is refused
 * @param handlerTimeout after which an event without an answer is answered {@code timeout}
 * @param maxBlockingHandlers handlers that may block at a time
 * @param maxBlockingQueue events that may wait for a thread, beyond which they are refused
 * @param defaultRateLimit for events without a limit of their own, a user and event
 * @param rateLimits limits by event name, a user and event; they win over {@link RateLimited}
 * @param connectionRateLimit all events of one socket together
 * @param addressRateLimit all events from one client address together
 * @param maxRateLimitKeys windows that are kept; newcomers beyond share one window a limit
 * @param muteThreshold refusals for rate, by user, from which on the user is silenced
 * @param muteDuration how long a user stays silenced
 * @param disconnectThreshold events refused while silenced after which the socket is disconnected
 * @param answerTtl how long an answer to a {@code clientMessageId} is kept
 * @param maxAnswers answers that are kept; the oldest go first
 */
public record EventConfig(
    AckStyle ackStyle,
    boolean userRequired,
    Duration handlerTimeout,
    int maxBlockingHandlers,
    int maxBlockingQueue,
    RateLimit defaultRateLimit,
    Map<String, RateLimit> rateLimits,
    RateLimit connectionRateLimit,
    RateLimit addressRateLimit,
    int maxRateLimitKeys,
    RateLimit muteThreshold,
    Duration muteDuration,
    int disconnectThreshold,
    Duration answerTtl,
    int maxAnswers) {

  public EventConfig {
    rateLimits = Map.copyOf(rateLimits);
    positive("handlerTimeout", handlerTimeout);
    positive("maxBlockingHandlers", maxBlockingHandlers);
    if (maxBlockingQueue < 0) {
      throw new IllegalArgumentException("maxBlockingQueue must not be negative");
    }
    positive("maxRateLimitKeys", maxRateLimitKeys);
    positive("muteDuration", muteDuration);
    positive("disconnectThreshold", disconnectThreshold);
    positive("answerTtl", answerTtl);
    positive("maxAnswers", maxAnswers);
  }

  /** The defaults of the README's table. */
  public static EventConfig defaults() {
    return new EventConfig(
        AckStyle.SUCCESS_OBJECT,
        true,
        Duration.ofSeconds(30),
        32,
        256,
        RateLimit.perMinute(100),
        Map.of(),
        RateLimit.perMinute(600),
        RateLimit.perMinute(6_000),
        100_000,
        RateLimit.perMinute(100),
        Duration.ofSeconds(30),
        100,
        Duration.ofMinutes(10),
        100_000);
  }

  private static void positive(String component, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(component + " must be positive: " + value);
    }
  }

  private static void positive(String component, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(component + " must be positive: " + value);
    }
  }
}
