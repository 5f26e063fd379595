package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The stores of a single node, unless the nodes share others; {@link Singleton}, so that no proxy
 * stands on an event's path.
 */
@ApplicationScoped
class EventStores {
  @Inject EventConfig config;
  @Inject Scheduler scheduler;
  @Inject Instance<Optional<RateLimitStore>> sharedLimits;
  @Inject Instance<Optional<AnswerStore>> sharedAnswers;

  @Produces
  @Singleton
  RateLimitStore rateLimits() {
    return shared(sharedLimits)
        .orElseGet(() -> new MemoryRateLimitStore(scheduler, config.maxRateLimitKeys()));
  }

  @Produces
  @Singleton
  AnswerStore answers() {
    return shared(sharedAnswers)
        .orElseGet(() -> new MemoryAnswerStore(scheduler, config.answerTtl(), config.maxAnswers()));
  }

  private static <T> Optional<T> shared(Instance<Optional<T>> stores) {
    return stores.isUnsatisfied() ? Optional.empty() : stores.get();
  }
}
