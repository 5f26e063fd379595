package dev.tutti.app.music;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.Identifier;
import dev.tutti.app.InvalidPayload;
import dev.tutti.app.Senders;
import dev.tutti.app.room.RoomName;
import dev.tutti.app.room.RoomRegistry;
import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Players that follow one another; a CDI bean. A command goes to the other members of a room, or to
 * the user's own other devices. Thread-safe; nothing blocks.
 */
public final class MusicService {
  private static final String EVENT = "music-sync";
  private static final Set<String> ACTIONS = Set.of("play", "pause", "seek");

  private final RoomRegistry rooms;
  private final EventStamps stamps;
  private final MusicConfig config;

  public MusicService(RoomRegistry rooms, EventStamps stamps, MusicConfig config) {
    this.rooms = rooms;
    this.stamps = stamps;
    this.config = config;
  }

  /**
   * Passes a command on.
   *
   * @throws EventRejectedException {@code invalid_payload}, {@code room_invalid} or {@code
   *     not_a_member}
   */
  public MusicReceipt sync(SocketIoSocket socket, MusicCommand command) {
    User user = Senders.of(socket);
    String action = action(command.action());
    String songId = songId(command.songId());
    Double currentTime = position(command.currentTime());
    String room = command.room() == null ? null : joined(socket, RoomName.of(command.room()));
    EventStamp stamp = stamps.next();
    long serverTime = stamp.time().toEpochMilli();
    socket
        .to(room == null ? UserRoom.of(user.id()) : room)
        .emit(
            EVENT,
            new MusicSync(
                action, songId, currentTime, room, user.id(), stamp.timestamp(), serverTime));
    return new MusicReceipt(stamp.timestamp(), serverTime);
  }

  private String joined(SocketIoSocket socket, RoomName room) {
    if (!rooms.isMember(socket, room)) {
      throw new EventRejectedException(
          "not_a_member", "You are not in this room", "room", null, false);
    }
    return room.value();
  }

  private static String action(@Nullable String action) {
    if (action == null || !ACTIONS.contains(action)) {
      throw InvalidPayload.in("action");
    }
    return action;
  }

  private String songId(@Nullable String raw) {
    String songId = Identifier.require(raw, "songId");
    if (songId.length() > config.maxSongIdLength()) {
      throw InvalidPayload.in("songId");
    }
    return songId;
  }

  private @Nullable Double position(@Nullable Double seconds) {
    // Written so that NaN is refused as well.
    if (seconds != null && !(seconds >= 0 && seconds <= config.maxPositionSeconds())) {
      throw InvalidPayload.in("currentTime");
    }
    return seconds;
  }
}
