package dev.tutti.app.music;

import dev.tutti.app.EventStamps;
import dev.tutti.app.room.RoomRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the music to CDI. */
@ApplicationScoped
class MusicBeans {

  @Produces
  @Singleton
  MusicService service(RoomRegistry rooms, EventStamps stamps, MusicConfig config) {
    return new MusicService(rooms, stamps, config);
  }
}
