package dev.tutti.redis;

import dev.tutti.app.room.LocalRooms;
import dev.tutti.app.room.MemberPage;
import dev.tutti.app.room.RoomCount;
import dev.tutti.app.room.RoomStore;
import dev.tutti.redis.Shards.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public rooms of all nodes. A node says how many sockets of a user it has in a room, never how
 * many more or fewer, so that saying it again does no harm; the numbers belong to its lease. A
 * shard's lock orders what is sent about its rooms.
 */
final class RedisRooms implements RoomStore, Tenant {
  private static final int BATCH = 100;

  private final RedisCommands redis;
  private final NodeLease lease;
  private final Shards shards;
  private final List<Shard> all;
  private final String keysMillis;
  private final List<Object> locks = Stream.generate(Object::new).limit(Shards.COUNT).toList();
  private @Nullable LocalRooms local;

  RedisRooms(RedisCommands redis, NodeLease lease, String prefix) {
    this.redis = redis;
    this.lease = lease;
    this.shards = new Shards(prefix, "r");
    this.all = shards.all();
    this.keysMillis = Long.toString(lease.times().keys().toMillis());
    lease.add(this);
  }

  @Override
  public void start(LocalRooms rooms) {
    local = rooms;
  }

  @Override
  public CompletionStage<RoomCount> changed(String room, String userId) {
    Shard shard = all.get(shards.of(room).index());
    return Reply.read(set(shard, List.of(new Membership(room, userId))), RedisRooms::count);
  }

  @Override
  public CompletionStage<RoomCount> count(String room) {
    Shard shard = shards.of(room);
    return Reply.read(
        run(shard, RoomScripts.COUNT, List.of("rooms"), List.of(shard.base(), room)),
        RedisRooms::count);
  }

  @Override
  public CompletionStage<MemberPage> members(String room, @Nullable String cursor, int limit) {
    Shard shard = shards.of(room);
    String from = cursor == null ? "-" : "(" + cursor;
    List<String> arguments = List.of(shard.base(), room, from, Integer.toString(limit + 1));
    return Reply.read(
        run(shard, RoomScripts.MEMBERS, List.of("rooms"), arguments),
        reply -> {
          List<String> users = Reply.texts(reply);
          return users.size() > limit
              ? new MemberPage(users.subList(0, limit), users.get(limit - 1))
              : new MemberPage(users, null);
        });
  }

  @Override
  public CompletionStage<Integer> rooms() {
    CompletionStage<Integer> sum = CompletableFuture.completedStage(0);
    for (Shard shard : all) {
      sum =
          sum.thenCombine(
              Reply.read(
                  run(shard, RoomScripts.ROOMS, List.of("rooms"), List.of()),
                  reply -> (int) Reply.number(reply)),
              Integer::sum);
    }
    return sum;
  }

  @Override
  public CompletionStage<Void> move() {
    List<CompletableFuture<Void>> moved = new ArrayList<>();
    byShard().forEach((shard, rooms) -> moved.add(moveAll(shard, rooms).toCompletableFuture()));
    return CompletableFuture.allOf(moved.toArray(CompletableFuture[]::new));
  }

  @Override
  public CompletionStage<Void> reap(String dead, long diedAt) {
    CompletionStage<Void> reaped = CompletableFuture.completedStage(null);
    for (Shard shard : all) {
      reaped = reaped.thenCompose(done -> reap(shard, dead));
    }
    return reaped;
  }

  /** Nothing here ends by the clock alone. */
  @Override
  public CompletionStage<Void> sweep() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void touch() {
    String held = lease.current();
    if (held == null) {
      return;
    }
    byShard()
        .forEach(
            (shard, rooms) -> {
              for (int from = 0; from < rooms.size(); from += BATCH) {
                List<String> arguments = new ArrayList<>(List.of(shard.base(), keysMillis));
                arguments.addAll(rooms.subList(from, Math.min(rooms.size(), from + BATCH)));
                var unusedNextTime =
                    run(shard, RoomScripts.TOUCH, List.of("rooms", "of:" + held), arguments);
              }
            });
  }

  /** One after the other: what waits for Redis is bounded. */
  private CompletionStage<Void> moveAll(Shard shard, List<String> rooms) {
    CompletionStage<Void> moved = CompletableFuture.completedStage(null);
    for (String room : rooms) {
      moved = moved.thenCompose(done -> move(shard, room, null));
    }
    return moved;
  }

  private CompletionStage<Void> move(Shard shard, String room, @Nullable String after) {
    List<String> users = local().members(room, after, BATCH);
    if (users.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    return set(shard, users.stream().map(user -> new Membership(room, user)).toList())
        .thenCompose(done -> move(shard, room, users.get(users.size() - 1)));
  }

  private CompletionStage<Void> reap(Shard shard, String dead) {
    List<String> arguments = List.of(shard.base(), keysMillis, Integer.toString(BATCH));
    return run(shard, RoomScripts.REAP, List.of("rooms", "of:" + dead), arguments)
        .thenCompose(
            left ->
                Reply.number(left) > 0
                    ? reap(shard, dead)
                    : CompletableFuture.completedStage(null));
  }

  /**
   * Looks the numbers up and sends them under one lock, so that the last one sent is the latest.
   */
  private CompletionStage<@Nullable Object> set(Shard shard, List<Membership> memberships) {
    synchronized (locks.get(shard.index())) {
      List<String> arguments = new ArrayList<>(List.of(shard.base(), keysMillis));
      for (Membership each : memberships) {
        arguments.add(each.room());
        arguments.add(each.user());
        arguments.add(Integer.toString(local().sockets(each.room(), each.user())));
      }
      return lease.write(
          held -> {
            List<String> keys = new ArrayList<>(List.of("rooms", "of:" + held));
            lease.former().forEach(earlier -> keys.add("of:" + earlier));
            return run(shard, RoomScripts.SET, keys, arguments);
          });
    }
  }

  private CompletionStage<@Nullable Object> run(
      Shard shard, Script script, List<String> names, List<String> arguments) {
    return redis.run(script, names.stream().map(shard::key).toList(), arguments);
  }

  private Map<Shard, List<String>> byShard() {
    Map<Shard, List<String>> rooms = new HashMap<>();
    for (String room : local().names()) {
      Shard shard = all.get(shards.of(room).index());
      rooms.computeIfAbsent(shard, key -> new ArrayList<>()).add(room);
    }
    return rooms;
  }

  private LocalRooms local() {
    return Objects.requireNonNull(local, "not started");
  }

  private static RoomCount count(@Nullable Object reply) {
    List<Object> numbers = Reply.list(reply);
    return new RoomCount((int) Reply.number(numbers.get(0)), (int) Reply.number(numbers.get(1)));
  }

  private record Membership(String room, String user) {}
}
