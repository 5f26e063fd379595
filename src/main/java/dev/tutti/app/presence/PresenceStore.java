package dev.tutti.app.presence;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who has which connections, on all nodes. A user is online from his first connection until a grace
 * has passed since his last one. A port: one node's memory, or Redis for many. Thread-safe; no
 * method blocks, stages complete on any thread and fail with {@link
 * dev.tutti.events.EventRejectedException} {@code unavailable} when the store cannot be asked.
 */
public interface PresenceStore {

  /**
   * Hears of the transitions that this node finds: of all nodes one hears of each. Set once, before
   * the first connection.
   *
   * @param listener called in the order of one user's transitions; must not block
   */
  void onTransition(Consumer<Transition> listener);

  /**
   * Hears when what transitions there were may not have come to all who should have been told, and
   * who is online is known again: the nodes did not hear one another for a while. Set once, before
   * anything else.
   */
  default void onRestored(Runnable listener) {}

  /**
   * A connection of this node has come; a second time changes nothing. What cannot be stored now is
   * stored when it can.
   *
   * @param connectionId unique, of all nodes' connections
   * @return completes when all nodes can see it
   */
  CompletionStage<Void> connect(String userId, String connectionId);

  /**
   * A connection of this node has gone; one that is not known changes nothing. What cannot be
   * stored now is stored when it can.
   *
   * @return completes when no node sees it any more
   */
  CompletionStage<Void> disconnect(String userId, String connectionId);

  /** Those of the users who are online. */
  CompletionStage<Set<String>> online(Collection<String> userIds);

  /** The nodes that have connections of the user, by their ids. */
  CompletionStage<Set<String>> nodes(String userId);

  /** How many are online. */
  CompletionStage<OnlineCount> count();

  /**
   * Users who are online, in an order that stays.
   *
   * @param cursor {@link OnlinePage#next} of the page before, absent for the first
   * @param limit at least 1
   */
  CompletionStage<OnlinePage> page(@Nullable String cursor, int limit);

  /** Ends what runs for this node, at the end of the application. */
  default void close() {}
}
