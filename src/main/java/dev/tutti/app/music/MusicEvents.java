package dev.tutti.app.music;

import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RateLimited;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.inject.Inject;

/** What clients may tell one another's players. */
@EventController
class MusicEvents {
  @Inject MusicService music;

  @OnEvent("music-sync")
  @RateLimited(limit = 60)
  MusicReceipt sync(SocketIoSocket socket, MusicCommand command) {
    return music.sync(socket, command);
  }
}
