package dev.tutti.app.room;

import dev.tutti.security.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides who may join which public room. An application replaces {@link #OPEN} by a CDI bean of
 * this type, which applies to what clients ask for; back ends that call {@link RoomRegistry} are
 * trusted.
 */
@FunctionalInterface
public interface RoomAccessPolicy {

  /** Lets every user into every public room. */
  RoomAccessPolicy OPEN = (user, room) -> CompletableFuture.completedStage(true);

  /**
   * Whether the user may join the room. Runs in the session's mailbox and must not block; the stage
   * may complete on any thread, and the client's next events wait for it.
   */
  CompletionStage<Boolean> mayJoin(User user, RoomName room);
}
