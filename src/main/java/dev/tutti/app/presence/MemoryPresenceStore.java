package dev.tutti.app.presence;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one node, in memory. Each change of a user is atomic; a listing shows users as
 * they come and go, ascending by UTF-16 units.
 */
public final class MemoryPresenceStore implements PresenceStore {
  /** The one node's id. */
  public static final String NODE = "local";

  private static final int STRIPES = 64;

  private final Scheduler scheduler;
  private final Duration grace;
  private final int maxInGrace;

  /** Orders what happens to one user; never held while anything is told. */
  private final Object[] stripes = Stream.generate(Object::new).limit(STRIPES).toArray();

  /** A user's connections, under his stripe; empty while he is in his grace. */
  private final Map<String, Set<String>> connections = new ConcurrentHashMap<>();

  private final NavigableSet<String> users = new ConcurrentSkipListSet<>();
  private final Map<String, Grace> graces = new ConcurrentHashMap<>();
  private final AtomicInteger connectionCount = new AtomicInteger();

  /** Transitions on their way to the listener, under its own lock. */
  private final Queue<Transition> untold = new ArrayDeque<>();

  private boolean telling;
  private volatile Consumer<Transition> listener = transition -> {};

  /**
   * @param grace how long a user stays online after his last connection
   * @param maxInGrace users who may be in their grace at a time; beyond, users go offline at once
   */
  public MemoryPresenceStore(Scheduler scheduler, Duration grace, int maxInGrace) {
    this.scheduler = scheduler;
    this.grace = grace;
    this.maxInGrace = maxInGrace;
  }

  @Override
  public void onTransition(Consumer<Transition> heard) {
    listener = heard;
  }

  @Override
  public CompletionStage<Void> connect(String userId, String connectionId) {
    synchronized (stripe(userId)) {
      Grace running = graces.remove(userId);
      if (running != null) {
        running.cancel();
      }
      Set<String> before = connections.get(userId);
      Set<String> own = before == null ? new HashSet<>() : before;
      if (own.add(connectionId)) {
        connectionCount.incrementAndGet();
      }
      if (before == null) {
        connections.put(userId, own);
        users.add(userId);
        made(userId, true);
      }
    }
    tell();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> disconnect(String userId, String connectionId) {
    synchronized (stripe(userId)) {
      Set<String> own = connections.get(userId);
      if (own != null && own.remove(connectionId)) {
        connectionCount.decrementAndGet();
        if (own.isEmpty() && !startGrace(userId)) {
          expire(userId);
        }
      }
    }
    tell();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Set<String>> online(Collection<String> userIds) {
    Set<String> online = new HashSet<>(userIds);
    online.retainAll(users);
    return CompletableFuture.completedStage(online);
  }

  @Override
  public CompletionStage<Set<String>> nodes(String userId) {
    synchronized (stripe(userId)) {
      boolean connected = !connections.getOrDefault(userId, Set.of()).isEmpty();
      return CompletableFuture.completedStage(connected ? Set.of(NODE) : Set.of());
    }
  }

  @Override
  public CompletionStage<OnlineCount> count() {
    return CompletableFuture.completedStage(
        new OnlineCount(connections.size(), connectionCount.get()));
  }

  @Override
  public CompletionStage<OnlinePage> page(@Nullable String cursor, int limit) {
    List<String> page = new ArrayList<>();
    for (String user : cursor == null ? users : users.tailSet(cursor, false)) {
      if (page.size() == limit) {
        return CompletableFuture.completedStage(new OnlinePage(page, page.get(limit - 1)));
      }
      page.add(user);
    }
    return CompletableFuture.completedStage(new OnlinePage(page, null));
  }

  @Override
  public void close() {
    graces.values().forEach(Grace::cancel);
    graces.clear();
  }

  private boolean startGrace(String userId) {
    if (grace.isZero() || graces.size() >= maxInGrace) {
      return false;
    }
    Grace started = new Grace(userId);
    graces.put(userId, started);
    started.start();
    return true;
  }

  private void expire(String userId) {
    connections.remove(userId);
    users.remove(userId);
    made(userId, false);
  }

  private void made(String userId, boolean online) {
    synchronized (untold) {
      untold.add(new Transition(userId, online, null));
    }
  }

  /** One thread tells at a time, so that the order stays; who comes meanwhile leaves it to it. */
  private void tell() {
    for (Transition next = next(false); next != null; next = next(true)) {
      listener.accept(next);
    }
  }

  private @Nullable Transition next(boolean mine) {
    synchronized (untold) {
      if (telling && !mine) {
        return null;
      }
      Transition next = untold.poll();
      telling = next != null;
      return next;
    }
  }

  private Object stripe(String userId) {
    return stripes[Math.floorMod(userId.hashCode(), STRIPES)];
  }

  /** The time that a user has to come back; known by identity, so that an old one ends nothing. */
  private final class Grace {
    private final String userId;
    private Scheduler.@Nullable Timer timer;

    Grace(String userId) {
      this.userId = userId;
    }

    void start() {
      timer = scheduler.schedule(grace, this::over);
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
      }
    }

    private void over() {
      synchronized (stripe(userId)) {
        if (graces.remove(userId, this)) {
          expire(userId);
        }
      }
      tell();
    }
  }
}
