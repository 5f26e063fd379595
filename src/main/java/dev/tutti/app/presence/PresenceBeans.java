package dev.tutti.app.presence;

import dev.tutti.app.EventStamps;
import dev.tutti.app.Replaceable;
import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.SocketIoServer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts presence together and hands it to CDI. */
@ApplicationScoped
class PresenceBeans {
  @Inject Instance<PresenceStore> stores;
  @Inject Instance<Optional<PresenceStore>> sharedStores;
  @Inject Instance<FollowerDirectory> directories;
  @Inject Instance<PresenceObserver> observers;
  @Inject Scheduler scheduler;
  @Inject PresenceConfig config;
  private PresenceStore store;

  @PostConstruct
  void choose() {
    store =
        Replaceable.by(
            stores,
            sharedStores,
            new MemoryPresenceStore(scheduler, config.grace(), config.maxInGrace()));
  }

  @Produces
  @Singleton
  PresenceAnnouncer announcer(SocketIoServer server, EventStamps stamps) {
    return new PresenceAnnouncer(
        server.root(),
        store,
        Replaceable.by(directories, config.followers().directory()),
        stamps,
        config,
        Replaceable.by(observers, PresenceObserver.NONE));
  }

  @Produces
  @Singleton
  PresenceService service(PresenceAnnouncer announcer) {
    return new PresenceService(
        store, announcer, config, Replaceable.by(observers, PresenceObserver.NONE));
  }

  /** Static: WildFly gives up a disposer whose own bean has gone before. */
  static void close(@Disposes PresenceService service) {
    service.close();
  }
}
