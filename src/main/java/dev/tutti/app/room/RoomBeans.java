package dev.tutti.app.room;

import dev.tutti.app.Replaceable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands the rooms to CDI. */
@ApplicationScoped
class RoomBeans {

  @Produces
  @Singleton
  RoomRegistry registry(
      RoomConfig config,
      Instance<RoomObserver> observers,
      Instance<RoomStore> stores,
      Instance<Optional<RoomStore>> sharedStores) {
    return new RoomRegistry(
        config,
        Replaceable.by(observers, RoomObserver.NONE),
        Replaceable.by(stores, sharedStores, new SingleNodeRooms()));
  }
}
