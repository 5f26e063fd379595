package dev.tutti.app.room;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rooms where there is no other node: this one's own. */
public final class SingleNodeRooms implements RoomStore {
  private @Nullable LocalRooms local;

  @Override
  public void start(LocalRooms rooms) {
    local = rooms;
  }

  @Override
  public CompletionStage<RoomCount> changed(String room, String userId) {
    return count(room);
  }

  @Override
  public CompletionStage<RoomCount> count(String room) {
    return CompletableFuture.completedStage(
        new RoomCount(local().users(room), local().sockets(room)));
  }

  @Override
  public CompletionStage<MemberPage> members(String room, @Nullable String cursor, int limit) {
    List<String> users = local().members(room, cursor, limit + 1);
    return CompletableFuture.completedStage(
        users.size() > limit
            ? new MemberPage(users.subList(0, limit), users.get(limit - 1))
            : new MemberPage(users, null));
  }

  @Override
  public CompletionStage<Integer> rooms() {
    return CompletableFuture.completedStage(local().count());
  }

  private LocalRooms local() {
    return Objects.requireNonNull(local, "not started");
  }
}
