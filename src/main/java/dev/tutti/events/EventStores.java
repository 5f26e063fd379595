package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The stores of a single node; {@link Singleton}, so that no proxy stands on an event's path. */
@ApplicationScoped
class EventStores {
  @Inject EventConfig config;
  @Inject Scheduler scheduler;

  @Produces
  @Singleton
  RateLimitStore rateLimits() {
    return new MemoryRateLimitStore(scheduler, config.maxRateLimitKeys());
  }

  @Produces
  @Singleton
  AnswerStore answers() {
    return new MemoryAnswerStore(scheduler, config.answerTtl(), config.maxAnswers());
  }
}
