package dev.tutti.app.room;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which public room, on all nodes. A port: this node's own table, or Redis for many.
 * Thread-safe; no method blocks, stages complete on any thread and fail with {@link
 * dev.tutti.events.EventRejectedException} {@code unavailable} when the store cannot be asked.
 */
public interface RoomStore {

  /** Learns where this node's own memberships are looked up; called once, before anything else. */
  void start(LocalRooms rooms);

  /**
   * The sockets of a user in a room of this node have changed; how many there are now is asked of
   * {@link LocalRooms}. What cannot be stored now is stored when it can.
   *
   * @return how many are in the room after that
   */
  CompletionStage<RoomCount> changed(String room, String userId);

  /** How many are in a room. */
  CompletionStage<RoomCount> count(String room);

  /**
   * Users in a room, in an order that stays.
   *
   * @param cursor {@link MemberPage#next} of the page before, absent for the first
   * @param limit at least 1
   */
  CompletionStage<MemberPage> members(String room, @Nullable String cursor, int limit);

  /** How many rooms have a member. */
  CompletionStage<Integer> rooms();

  /** Ends what runs for this node, at the end of the application. */
  default void close() {}
}
