package dev.tutti.app.room;

import dev.tutti.app.HeldSocket;
import dev.tutti.app.Replaceable;
import dev.tutti.app.Senders;
import dev.tutti.events.EventController;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.OnDisconnect;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RateLimited;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** What clients may do about rooms. */
@EventController
class RoomEvents {
  @Inject RoomRegistry rooms;
  @Inject Instance<RoomAccessPolicy> policies;
  RoomAccessPolicy policy = RoomAccessPolicy.OPEN;

  @PostConstruct
  void choosePolicy() {
    policy = Replaceable.by(policies, RoomAccessPolicy.OPEN);
  }

  @OnEvent("join-room")
  @RateLimited(limit = 10)
  CompletionStage<JoinedRoom> join(SocketIoSocket socket, RoomRequest request) {
    RoomName room = RoomName.of(request.room());
    CompletionStage<Boolean> decision = policy.mayJoin(Senders.of(socket), room);
    return HeldSocket.until(socket, decision.thenCompose(allowed -> joinIf(allowed, socket, room)));
  }

  @OnEvent("leave-room")
  @RateLimited(unlimited = true)
  LeftRoom leave(SocketIoSocket socket, RoomRequest request) {
    LeftRoom left = rooms.leave(socket, RoomName.of(request.room()));
    socket.emit("left-room", new RoomReply(left.room()));
    return left;
  }

  @OnDisconnect
  void ended(SocketIoSocket socket) {
    rooms.ended(socket);
  }

  private CompletionStage<JoinedRoom> joinIf(
      boolean allowed, SocketIoSocket socket, RoomName room) {
    if (!allowed) {
      throw new EventRejectedException(
          "room_forbidden", "You may not join this room", "room", null, false);
    }
    return rooms
        .join(socket, room)
        .thenApply(
            joined -> {
              socket.emit("joined-room", new RoomReply(joined.room()));
              return joined;
            });
  }
}
