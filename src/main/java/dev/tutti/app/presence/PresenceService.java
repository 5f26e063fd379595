package dev.tutti.app.presence;

import dev.tutti.engineio.Scheduler;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is online; a CDI bean. A user comes with his first connection and goes when a grace has
 * passed since his last one; only these two are told to his followers, each once. Thread-safe;
 * nothing blocks.
 */
public final class PresenceService {
  private static final int STRIPES = 64;

  private final PresenceStore store;
  private final PresenceAnnouncer announcer;
  private final Scheduler scheduler;
  private final PresenceConfig config;
  private final PresenceObserver observer;
  private final Transitions transitions;

  /** Orders what happens to one user; never held while anything is sent. */
  private final Object[] stripes = Stream.generate(Object::new).limit(STRIPES).toArray();

  private final ConcurrentMap<String, Scheduler.Timer> graces = new ConcurrentHashMap<>();

  PresenceService(
      PresenceStore store,
      PresenceAnnouncer announcer,
      Scheduler scheduler,
      PresenceConfig config,
      PresenceObserver observer) {
    this.store = store;
    this.announcer = announcer;
    this.scheduler = scheduler;
    this.config = config;
    this.observer = observer;
    this.transitions = new Transitions(announcer::announce);
  }

  /** Whether the user is there, or has been a moment ago. */
  public boolean isOnline(String userId) {
    return store.isOnline(userId);
  }

  /** Whether the user has a connection now, so that an event would reach him. */
  public boolean isConnected(String userId) {
    return store.isConnected(userId);
  }

  /** How many users are online. */
  public int onlineCount() {
    return store.count();
  }

  /**
   * A page of the users who are online.
   *
   * @param cursor {@link OnlinePage#next} of the page before, absent for the first
   * @param limit at least 1; at most the configured page size is given
   */
  public OnlinePage onlineUsers(@Nullable String cursor, int limit) {
    int size = Math.max(1, Math.min(limit, config.maxPageSize()));
    List<String> users = store.online(cursor, size + 1);
    return users.size() > size
        ? new OnlinePage(users.subList(0, size), users.get(size - 1))
        : new OnlinePage(users, null);
  }

  /** A connection of a user has come. */
  void connected(String userId, String connectionId) {
    boolean came;
    synchronized (stripe(userId)) {
      Scheduler.Timer grace = graces.remove(userId);
      if (grace != null) {
        grace.cancel();
      }
      came = store.connect(userId, connectionId);
      if (came) {
        changed(userId, true);
      }
    }
    if (came) {
      transitions.flush(userId);
    }
  }

  /** A connection of a user has gone. */
  void disconnected(String userId, String connectionId) {
    boolean gone = false;
    synchronized (stripe(userId)) {
      if (store.disconnect(userId, connectionId)) {
        gone = !startGrace(userId) && expire(userId);
      }
    }
    if (gone) {
      transitions.flush(userId);
    }
  }

  /** Forgets the graces that run, at the end of the application. */
  void close() {
    graces.values().forEach(Scheduler.Timer::cancel);
    graces.clear();
  }

  private boolean startGrace(String userId) {
    if (config.grace().isZero() || graces.size() >= config.maxInGrace()) {
      return false;
    }
    Grace grace = new Grace(userId);
    graces.put(userId, grace);
    grace.start();
    return true;
  }

  private boolean expire(String userId) {
    boolean gone = store.expire(userId);
    if (gone) {
      changed(userId, false);
    }
    return gone;
  }

  private void changed(String userId, boolean online) {
    transitions.add(userId, online);
    announcer.noteChange();
    observer.onlineChanged(online ? 1 : -1);
  }

  private Object stripe(String userId) {
    return stripes[Math.floorMod(userId.hashCode(), STRIPES)];
  }

  /** The time that a user has to come back; known by identity, so that an old one ends nothing. */
  private final class Grace implements Scheduler.Timer {
    private final String userId;
    private Scheduler.@Nullable Timer timer;

    Grace(String userId) {
      this.userId = userId;
    }

    void start() {
      timer = scheduler.schedule(config.grace(), this::over);
    }

    @Override
    public void cancel() {
      if (timer != null) {
        timer.cancel();
      }
    }

    private void over() {
      boolean gone;
      synchronized (stripe(userId)) {
        gone = graces.remove(userId, this) && expire(userId);
      }
      if (gone) {
        transitions.flush(userId);
      }
    }
  }
}
