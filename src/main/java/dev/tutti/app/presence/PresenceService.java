package dev.tutti.app.presence;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who is online, on all nodes; a CDI bean. A user comes with his first connection and goes when a
 * grace has passed since his last one; only these two are told to his followers, each once.
 *
 * <p>Thread-safe; nothing blocks. Stages are complete at once with the memory store; else they
 * complete on a thread that must not be blocked, or fail with {@link
 * dev.tutti.events.EventRejectedException} {@code unavailable}.
 */
public final class PresenceService {
  private final PresenceStore store;
  private final PresenceConfig config;
  private final PresenceObserver observer;
  private final Transitions transitions;

  PresenceService(
      PresenceStore store,
      PresenceAnnouncer announcer,
      PresenceConfig config,
      PresenceObserver observer) {
    this.store = store;
    this.config = config;
    this.observer = observer;
    this.transitions = new Transitions(announcer::announce);
    store.onTransition(this::changed);
    store.onRestored(announcer::welcomeAgain);
  }

  /** Whether the user is there, or has been a moment ago. */
  public CompletionStage<Boolean> isOnline(String userId) {
    return store.online(List.of(userId)).thenApply(online -> online.contains(userId));
  }

  /** Whether the user has a connection now, so that an event would reach him. */
  public CompletionStage<Boolean> isConnected(String userId) {
    return nodesOf(userId).thenApply(nodes -> !nodes.isEmpty());
  }

  /** The nodes that have connections of the user, by their ids. */
  public CompletionStage<Set<String>> nodesOf(String userId) {
    return store.nodes(userId);
  }

  /** How many users are online. */
  public CompletionStage<Integer> onlineCount() {
    return count().thenApply(OnlineCount::users);
  }

  /** How many users are online, with how many connections. */
  public CompletionStage<OnlineCount> count() {
    return store.count();
  }

  /**
   * A page of the users who are online.
   *
   * @param cursor {@link OnlinePage#next} of the page before, absent for the first
   * @param limit at least 1; at most the configured page size is given
   */
  public CompletionStage<OnlinePage> onlineUsers(@Nullable String cursor, int limit) {
    return store.page(cursor, Math.max(1, Math.min(limit, config.maxPageSize())));
  }

  /** A connection of a user has come. */
  void connected(String userId, String connectionId) {
    // A store that is away makes up for it by itself.
    var unusedStored = store.connect(userId, connectionId);
  }

  /** A connection of a user has gone. */
  void disconnected(String userId, String connectionId) {
    var unusedStored = store.disconnect(userId, connectionId);
  }

  /** Ends what runs, at the end of the application. */
  void close() {
    store.close();
  }

  private void changed(Transition transition) {
    observer.onlineChanged(transition.online() ? 1 : -1);
    transitions.add(transition);
  }
}
