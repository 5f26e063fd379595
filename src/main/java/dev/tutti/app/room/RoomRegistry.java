package dev.tutti.app.room;

import dev.tutti.app.Senders;
import dev.tutti.events.EventRejectedException;
import dev.tutti.security.User;
import dev.tutti.socketio.RoomLimitException;
import dev.tutti.socketio.SocketIoSocket;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The public rooms and who is in them; a CDI bean. It is the one way in and out of public rooms:
 * what goes past it ({@link SocketIoSocket#join}) is delivered to, but not counted.
 *
 * <p>Back ends that call it are trusted: {@link RoomAccessPolicy} applies to clients only.
 *
 * <p>Thread-safe; nothing blocks. Stages are complete at once on a single node; else they complete
 * on a thread that must not be blocked, or fail with {@link EventRejectedException} {@code
 * unavailable}.
 */
public final class RoomRegistry {
  private final RoomConfig config;
  private final RoomObserver observer;
  private final RoomStore store;
  private final RoomTable table;

  public RoomRegistry(RoomConfig config, RoomObserver observer, RoomStore store) {
    this.config = config;
    this.observer = observer;
    this.store = store;
    this.table = new RoomTable(config.maxRoomsPerSocket(), config.maxRooms());
    store.start(table);
  }

  /**
   * Puts a socket into a room, at once; a second time changes nothing.
   *
   * @return with the number of members on all nodes, or on this one when the store cannot be asked
   * @throws EventRejectedException {@code too_many_rooms} when the socket or the node has its fill,
   *     {@code unauthenticated} when the socket has no user
   */
  public CompletionStage<JoinedRoom> join(SocketIoSocket socket, RoomName room) {
    User user = Senders.of(socket);
    String name = room.value();
    boolean alreadyMember =
        switch (table.join(user.id(), socket.id(), name)) {
          case ALREADY_MEMBER -> true;
          case FULL -> throw tooManyRooms();
          case NEW_ROOM -> {
            observer.roomsChanged(1);
            yield enter(socket, user, room);
          }
          case JOINED -> enter(socket, user, room);
        };
    return (alreadyMember ? store.count(name) : store.changed(name, user.id()))
        .thenApply(RoomCount::users)
        .exceptionally(unavailable -> table.users(name))
        .thenCombine(
            socket.namespace().adapter().listening(name),
            (members, heard) -> new JoinedRoom(name, alreadyMember, members));
  }

  /** Takes a socket out of a room; when it is not in there, nothing changes. */
  public LeftRoom leave(SocketIoSocket socket, RoomName room) {
    User user = Senders.of(socket);
    boolean wasMember = drop(socket, user, room);
    socket.leave(room.value());
    if (wasMember) {
      var unusedStored = store.changed(room.value(), user.id());
    }
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
  public CompletionStage<MemberPage> members(RoomName room, @Nullable String cursor, int limit) {
    return store.members(room.value(), cursor, Math.max(1, Math.min(limit, config.maxPageSize())));
  }

  /** How many users and sockets are in the room. */
  public CompletionStage<RoomCount> count(RoomName room) {
    return store.count(room.value());
  }

  /** How many sockets are in the room. */
  public CompletionStage<Integer> memberCount(RoomName room) {
    return count(room).thenApply(RoomCount::sockets);
  }

  /** How many users are in the room, each counted once however many sockets he has in it. */
  public CompletionStage<Integer> userCount(RoomName room) {
    return count(room).thenApply(RoomCount::users);
  }

  /** How many public rooms have a member. */
  public CompletionStage<Integer> count() {
    return store.rooms();
  }

  /** Forgets a socket that has ended. */
  void ended(SocketIoSocket socket) {
    socket
        .attribute(User.class)
        .ifPresent(
            user -> {
              RoomTable.Departure departure = table.leaveAll(user.id(), socket.id());
              observer.membershipsChanged(-departure.left().size());
              observer.roomsChanged(-departure.rooms());
              for (String room : departure.left()) {
                var unusedStored = store.changed(room, user.id());
              }
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
