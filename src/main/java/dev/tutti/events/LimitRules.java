package dev.tutti.events;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which limit an event has: the configured one, else the annotation's, else that of its name, else
 * the general one.
 */
final class LimitRules {
  private static final Map<String, RateLimit> BY_NAME =
      Map.of(
          "private-message", RateLimit.perMinute(30),
          "music-sync", RateLimit.perMinute(60),
          "join-room", RateLimit.perMinute(10));

  private final EventConfig config;
  private final Map<Invocation.HandlerInfo, Optional<RateLimit>> known = new ConcurrentHashMap<>();

  LimitRules(EventConfig config) {
    this.config = config;
  }

  /** The limit of an event with a handler; empty when it is never refused. */
  Optional<RateLimit> of(String event, Invocation.HandlerInfo handler) {
    return known.computeIfAbsent(handler, fresh -> read(event, fresh));
  }

  private Optional<RateLimit> read(String event, Invocation.HandlerInfo handler) {
    RateLimit configured = config.rateLimits().get(event);
    if (configured != null) {
      return Optional.of(configured);
    }
    Optional<RateLimited> annotation = handler.annotation(RateLimited.class);
    if (annotation.isEmpty()) {
      return Optional.of(byName(event));
    }
    return annotation.filter(rate -> !rate.unlimited()).map(rate -> annotated(event, rate));
  }

  /** The limit of all events without a handler together. */
  RateLimit ofUnknown() {
    return config.defaultRateLimit();
  }

  private RateLimit byName(String event) {
    return BY_NAME.getOrDefault(event, config.defaultRateLimit());
  }

  private RateLimit annotated(String event, RateLimited rate) {
    int limit = rate.limit() == 0 ? byName(event).limit() : rate.limit();
    return new RateLimit(limit, Duration.parse(rate.window()));
  }
}
