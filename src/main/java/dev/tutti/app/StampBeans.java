package dev.tutti.app;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the stamps of this node to CDI. */
@ApplicationScoped
class StampBeans {

  @Produces
  @Singleton
  EventStamps stamps(Scheduler scheduler) {
    return new EventStamps(scheduler);
  }
}
