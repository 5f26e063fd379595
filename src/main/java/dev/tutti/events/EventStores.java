package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** The stores of a single node. */
@ApplicationScoped
class EventStores {
  @Inject EventConfig config;
  @Inject Scheduler scheduler;

  @Produces
  @ApplicationScoped
  RateLimitStore rateLimits() {
    return new MemoryRateLimitStore(scheduler, config.maxRateLimitKeys());
  }

  @Produces
  @ApplicationScoped
  AnswerStore answers() {
    return new MemoryAnswerStore(scheduler, config.answerTtl(), config.maxAnswers());
  }
}
