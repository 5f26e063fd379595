package dev.tutti.app.presence;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.session.UserRoom;
import dev.tutti.socketio.Emitter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Tells followers who comes and goes, and a new connection who is there. Thread-safe. */
final class PresenceAnnouncer {
  private static final Logger LOG = System.getLogger(PresenceAnnouncer.class.getName());

  /** How often a snapshot is taken when users come and go meanwhile. */
  private static final int MAX_SNAPSHOTS = 2;

  private final Namespace namespace;
  private final PresenceStore store;
  private final FollowerDirectory directory;
  private final EventStamps stamps;
  private final PresenceConfig config;
  private final PresenceObserver observer;
  private final AtomicLong changes = new AtomicLong();
  private final AtomicBoolean reachable = new AtomicBoolean(true);

  PresenceAnnouncer(
      Namespace namespace,
      PresenceStore store,
      FollowerDirectory directory,
      EventStamps stamps,
      PresenceConfig config,
      PresenceObserver observer) {
    this.namespace = namespace;
    this.store = store;
    this.directory = directory;
    this.stamps = stamps;
    this.config = config;
    this.observer = observer;
  }

  /** Makes snapshots that are under way be taken again. */
  void noteChange() {
    changes.incrementAndGet();
  }

  /** Tells a user's followers; the stage never fails. */
  CompletionStage<Void> announce(String userId, boolean online) {
    return ask(() -> directory.followersOf(userId))
        .thenAccept(followers -> tell(followers, userId, online ? "user-online" : "user-offline"))
        .exceptionally(this::failed);
  }

  /** Sends {@code presence-state} to a new connection; the stage never fails. */
  CompletionStage<Void> welcome(SocketIoSocket socket, String userId) {
    return ask(() -> directory.followedBy(userId))
        .thenAccept(
            followed -> {
              if (!followed.isEmpty()) {
                sendSnapshot(socket, userId, followed);
              }
            })
        .exceptionally(this::failed);
  }

  private void tell(Audience followers, String userId, String event) {
    if (followers.everyone()) {
      emit(namespace.everyone(), userId, event);
      return;
    }
    List<String> rooms = followers.users().stream().map(UserRoom::of).toList();
    for (int from = 0; from < rooms.size(); from += config.chunkSize()) {
      int to = Math.min(rooms.size(), from + config.chunkSize());
      emit(namespace.everyone().to(Set.copyOf(rooms.subList(from, to))), userId, event);
    }
  }

  private void emit(Emitter audience, String userId, String event) {
    Emitter others = audience.except(UserRoom.of(userId));
    others.emit(event, new UserReference(userId));
    if (config.seedNotifications()) {
      EventStamp stamp = stamps.next();
      others.emit(
          "notification", new PresenceNotification(event, userId, stamp.timestamp(), stamp.id()));
    }
  }

  /**
   * A transition that is told to the socket just before a snapshot from the time before it would be
   * undone by the snapshot; then the snapshot is sent again.
   */
  private void sendSnapshot(SocketIoSocket socket, String userId, Audience followed) {
    for (int i = 0; i < MAX_SNAPSHOTS; i++) {
      long before = changes.get();
      socket.emit("presence-state", snapshot(userId, followed));
      if (changes.get() == before) {
        return;
      }
    }
  }

  private PresenceState snapshot(String userId, Audience followed) {
    // One more than fits tells whether there are more, and one for the user himself.
    int wanted = config.snapshotLimit() + 2;
    Iterable<String> candidates =
        followed.everyone() ? store.online(null, wanted) : followed.users();
    List<String> users = new ArrayList<>();
    for (String candidate : candidates) {
      if (candidate.equals(userId) || !store.isOnline(candidate)) {
        continue;
      }
      if (users.size() == config.snapshotLimit()) {
        return new PresenceState(users, true);
      }
      users.add(candidate);
    }
    return new PresenceState(users, false);
  }

  private CompletionStage<Audience> ask(Supplier<CompletionStage<Audience>> question) {
    return CompletableFuture.completedStage(question)
        .thenCompose(Supplier::get)
        .thenApply(
            audience -> {
              reachable.set(true);
              return audience;
            });
  }

  /** An outage is logged once, however many users come and go while it lasts. */
  private Void failed(Throwable failure) {
    if (reachable.getAndSet(false)) {
      LOG.log(Level.WARNING, "followers are unknown, nobody is told who comes and goes", failure);
    }
    observer.failure();
    return null;
  }
}
