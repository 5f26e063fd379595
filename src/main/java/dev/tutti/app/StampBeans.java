package dev.tutti.app;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands the stamps of this node to CDI. */
@ApplicationScoped
class StampBeans {

  @Produces
  @Singleton
  EventStamps stamps(Scheduler scheduler, Instance<Optional<SharedTime>> shared) {
    Optional<SharedTime> time = shared.isUnsatisfied() ? Optional.empty() : shared.get();
    return time.map(EventStamps::new).orElseGet(() -> new EventStamps(scheduler));
  }
}
