package dev.tutti.app.presence;

import dev.tutti.app.EventStamp;
import dev.tutti.app.EventStamps;
import dev.tutti.app.session.UserRoom;
import dev.tutti.security.User;
import dev.tutti.socketio.Emitter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells followers who comes and goes, and a new connection who is there. Thread-safe. */
final class PresenceAnnouncer {
  private static final Logger LOG = System.getLogger(PresenceAnnouncer.class.getName());

  /** How often a snapshot is sent when users come and go meanwhile. */
  private static final int MAX_SNAPSHOTS = 5;

  private final Namespace namespace;
  private final PresenceStore store;
  private final FollowerDirectory directory;
  private final EventStamps stamps;
  private final PresenceConfig config;
  private final PresenceObserver observer;
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

  /** Tells a user's followers; the stage never fails. */
  CompletionStage<Void> announce(Transition transition) {
    return ask(() -> directory.followersOf(transition.userId()))
        .thenAccept(followers -> tell(followers, transition))
        .thenAccept(this::succeeded)
        .exceptionally(this::failed);
  }

  /** Sends {@code presence-state} to a connection; the stage never fails. */
  CompletionStage<Void> welcome(SocketIoSocket socket, String userId) {
    return ask(() -> directory.followedBy(userId))
        .thenCompose(
            followed ->
                followed.isEmpty()
                    ? CompletableFuture.completedStage(null)
                    : snapshot(userId, followed)
                        .thenCompose(state -> send(socket, userId, followed, state, MAX_SNAPSHOTS)))
        .thenAccept(this::succeeded)
        .exceptionally(this::failed);
  }

  /**
   * Sends {@code presence-state} to all connections of this node, one after the other: what they
   * were not told of is in it.
   */
  void welcomeAgain() {
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (SocketIoSocket socket : namespace.sockets()) {
      all = all.thenCompose(before -> welcomeAgain(socket));
    }
  }

  private CompletionStage<Void> welcomeAgain(SocketIoSocket socket) {
    return socket
        .attribute(User.class)
        .filter(user -> socket.connected())
        .map(user -> welcome(socket, user.id()))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  private void tell(Audience followers, Transition transition) {
    if (followers.everyone()) {
      emit(namespace.everyone(), transition);
      return;
    }
    List<String> rooms = followers.users().stream().map(UserRoom::of).toList();
    for (int from = 0; from < rooms.size(); from += config.chunkSize()) {
      int to = Math.min(rooms.size(), from + config.chunkSize());
      emit(namespace.everyone().to(Set.copyOf(rooms.subList(from, to))), transition);
    }
  }

  private void emit(Emitter audience, Transition transition) {
    String userId = transition.userId();
    String event = transition.online() ? "user-online" : "user-offline";
    Emitter others = audience.except(UserRoom.of(userId));
    others.emit(event, new UserReference(userId, transition.version()));
    if (config.seedNotifications()) {
      EventStamp stamp = stamps.next();
      others.emit(
          "notification", new PresenceNotification(event, userId, stamp.timestamp(), stamp.id()));
    }
  }

  /**
   * A transition that was told to the socket before a snapshot from the time before it would be
   * undone by the snapshot, whichever node has told it. So it is looked again afterwards, and sent
   * again when something has changed.
   */
  private CompletionStage<Void> send(
      SocketIoSocket socket, String userId, Audience followed, PresenceState state, int attempts) {
    socket.emit("presence-state", state);
    if (attempts == 1) {
      return CompletableFuture.completedStage(null);
    }
    return snapshot(userId, followed)
        .thenCompose(
            now ->
                now.equals(state)
                    ? CompletableFuture.completedStage(null)
                    : send(socket, userId, followed, now, attempts - 1));
  }

  private CompletionStage<PresenceState> snapshot(String userId, Audience followed) {
    if (!followed.everyone()) {
      return store
          .online(followed.users())
          .thenApply(online -> state(online.stream().sorted(), userId, false));
    }
    // One more than fits, for the user himself.
    return store
        .page(null, config.snapshotLimit() + 1)
        .thenApply(page -> state(page.users().stream(), userId, page.next() != null));
  }

  private PresenceState state(Stream<String> online, String userId, boolean more) {
    List<String> others = online.filter(user -> !user.equals(userId)).toList();
    int size = Math.min(others.size(), config.snapshotLimit());
    return new PresenceState(others.subList(0, size), more || size < others.size());
  }

  private CompletionStage<Audience> ask(Supplier<CompletionStage<Audience>> question) {
    return CompletableFuture.completedStage(question).thenCompose(Supplier::get);
  }

  private void succeeded(Void done) {
    reachable.set(true);
  }

  /** An outage is logged once, however many users come and go while it lasts. */
  private Void failed(Throwable failure) {
    if (reachable.getAndSet(false)) {
      LOG.log(
          Level.WARNING,
          "followers or presence are unknown, not all are told who comes and goes",
          failure);
    }
    observer.failure();
    return null;
  }
}
