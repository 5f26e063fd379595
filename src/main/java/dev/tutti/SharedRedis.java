package dev.tutti;

import dev.tutti.engineio.Scheduler;
import dev.tutti.redis.RedisConfig;
import dev.tutti.redis.RedisLink;
import dev.tutti.redis.RedisObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The link to the Redis that all nodes share, where one is configured. */
@ApplicationScoped
class SharedRedis {
  @Inject Threads threads;

  @Produces
  @Singleton
  Optional<RedisLink> link(RedisConfig config, Scheduler scheduler, RedisObserver observer) {
    return config.configured()
        ? Optional.of(RedisLink.open(config, scheduler, threads.factory(), observer))
        : Optional.empty();
  }

  /** Static: WildFly gives up a disposer whose own bean has gone before. */
  static void close(@Disposes Optional<RedisLink> link) {
    link.ifPresent(RedisLink::close);
  }
}
