package dev.tutti;

import dev.tutti.app.SharedTime;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.presence.PresenceStore;
import dev.tutti.app.room.RoomRegistry;
import dev.tutti.app.room.RoomStore;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.AnswerStore;
import dev.tutti.events.EventConfig;
import dev.tutti.events.RateLimitStore;
import dev.tutti.redis.NodeName;
import dev.tutti.redis.RedisLink;
import dev.tutti.redis.RedisStores;
import dev.tutti.security.TokenConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What the nodes share beside the messages, where a Redis is configured. */
@ApplicationScoped
class SharedStores {
  /** Behind the one that closes the connections, which leave what they had. */
  private static final int LAST = 10_000;

  @Produces
  @Singleton
  Optional<RedisStores> stores(
      Optional<RedisLink> link,
      NodeName node,
      Scheduler scheduler,
      PresenceConfig presence,
      EventConfig events,
      TokenConfig tokens) {
    RedisStores.Settings settings = new RedisStores.Settings(presence, events, tokens);
    return link.map(redis -> RedisStores.over(redis, SharedRedis.id(node), scheduler, settings));
  }

  @Produces
  @Singleton
  Optional<PresenceStore> presence(Optional<RedisStores> stores) {
    return stores.map(RedisStores::presence);
  }

  @Produces
  @Singleton
  Optional<RoomStore> rooms(Optional<RedisStores> stores) {
    return stores.map(RedisStores::rooms);
  }

  @Produces
  @Singleton
  Optional<AnswerStore> answers(Optional<RedisStores> stores) {
    return stores.map(RedisStores::answers);
  }

  @Produces
  @Singleton
  Optional<RateLimitStore> rateLimits(Optional<RedisStores> stores) {
    return stores.map(RedisStores::rateLimits);
  }

  @Produces
  @Singleton
  Optional<SharedTime> time(Optional<RedisStores> stores) {
    return stores.map(RedisStores::time);
  }

  /** The services come first: they hear what the stores find. */
  void start(
      @Observes @Initialized(ApplicationScoped.class) Object application,
      PresenceService presence,
      RoomRegistry rooms,
      EngineIoServer engineIo,
      ShutdownConfig shutdown,
      Optional<RedisStores> stores) {
    stores.ifPresent(
        shared -> {
          shared.onMissed(() -> engineIo.closeSessions(shutdown.drainPeriod()));
          shared.start();
        });
  }

  void stop(
      @Observes @Priority(LAST) @BeforeDestroyed(ApplicationScoped.class) Object application,
      Optional<RedisStores> stores) {
    stores.ifPresent(RedisStores::close);
  }
}
