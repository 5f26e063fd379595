package dev.tutti.app.room;

import dev.tutti.app.Senders;
import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.RoomLimitException;
import dev.tutti.socketio.SocketIoSocket;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public rooms of this node and who is in them; a CDI bean. It is the one way in and out of
 * public rooms: what goes past it ({@link SocketIoSocket#join}) is delivered to, but not counted.
 *
 * <p>Back ends that call it are trusted: {@link RoomAccessPolicy} applies to clients only.
 * Thread-safe; nothing blocks.
 */
public final class RoomRegistry {
  private final RoomConfig config;
  private final RoomObserver observer;
  private final RoomTable table;

  public RoomRegistry(RoomConfig config, RoomObserver observer) {
    this.config = config;
    this.observer = observer;
    this.table = new RoomTable(config.maxRoomsPerSocket(), config.maxRooms());
  }

  /**
   * Puts a socket into a room; a second time changes nothing.
   *
   * @throws EventRejectedException {@code too_many_rooms} when the socket or the node has its fill,
   *     {@code unauthenticated} when the socket has no user
   */
  public JoinedRoom join(SocketIoSocket socket, RoomName room) {
    User user = Senders.of(socket);
    boolean alreadyMember =
        switch (table.join(user.id(), socket.id(), room.value())) {
          case ALREADY_MEMBER -> true;
          case FULL -> throw tooManyRooms();
          case NEW_ROOM -> {
            observer.roomsChanged(1);
            yield enter(socket, user, room);
          }
          case JOINED -> enter(socket, user, room);
        };
    return new JoinedRoom(room.value(), alreadyMember, table.users(room.value()));
  }

  /** Takes a socket out of a room; when it is not in there, nothing changes. */
  public LeftRoom leave(SocketIoSocket socket, RoomName room) {
    boolean wasMember = drop(socket, Senders.of(socket), room);
    socket.leave(room.value());
    return new LeftRoom(room.value(), wasMember);
  }

  /** Whether the socket is in the room. */
  public boolean isMember(SocketIoSocket socket, RoomName room) {
    return socket.rooms().contains(room.value());
  }

  /** The public rooms of one socket. */
  public Set<String> rooms(SocketIoSocket socket) {
    return socket
        .attribute(User.class)
        .map(user -> table.roomsOf(user.id(), socket.id()))
        .orElse(Set.of());
  }

  /** The public rooms of all of a user's sockets on this node. */
  public Set<String> rooms(String userId) {
    return table.roomsOfUser(userId);
  }

  /**
   * A page of the users in a room.
   *
   * @param cursor {@link MemberPage#next} of the page before, absent for the first
   * @param limit at least 1; at most the configured page size is given
   */
  public MemberPage members(RoomName room, @Nullable String cursor, int limit) {
    int size = Math.max(1, Math.min(limit, config.maxPageSize()));
    List<String> users = table.members(room.value(), cursor, size + 1);
    return users.size() > size
        ? new MemberPage(users.subList(0, size), users.get(size - 1))
        : new MemberPage(users, null);
  }

  /** How many sockets are in the room. */
  public int memberCount(RoomName room) {
    return table.sockets(room.value());
  }

  /** How many users are in the room, each counted once however many sockets he has in it. */
  public int userCount(RoomName room) {
    return table.users(room.value());
  }

  /** How many public rooms have a member. */
  public int count() {
    return table.count();
  }

  /** Forgets a socket that has ended. */
  void ended(SocketIoSocket socket) {
    socket
        .attribute(User.class)
        .ifPresent(
            user -> {
              RoomTable.Departure left = table.leaveAll(user.id(), socket.id());
              observer.membershipsChanged(-left.memberships());
              observer.roomsChanged(-left.rooms());
            });
  }

  private boolean enter(SocketIoSocket socket, User user, RoomName room) {
    observer.membershipsChanged(1);
    try {
      socket.join(room.value());
    } catch (RoomLimitException e) {
      drop(socket, user, room);
      throw tooManyRooms();
    }
    if (!socket.connected()) {
      // It ended on another thread meanwhile, perhaps after the table was cleared of it.
      drop(socket, user, room);
    }
    return false;
  }

  private boolean drop(SocketIoSocket socket, User user, RoomName room) {
    RoomTable.Leaving leaving = table.leave(user.id(), socket.id(), room.value());
    if (leaving == RoomTable.Leaving.LAST_LEFT) {
      observer.roomsChanged(-1);
    }
    if (leaving != RoomTable.Leaving.NO_MEMBER) {
      observer.membershipsChanged(-1);
    }
    return leaving != RoomTable.Leaving.NO_MEMBER;
  }

  private static EventRejectedException tooManyRooms() {
    return new EventRejectedException("too_many_rooms", "Too many rooms", "room", null, true);
  }
}
