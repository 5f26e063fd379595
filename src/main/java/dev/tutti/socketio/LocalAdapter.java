package dev.tutti.socketio;

import dev.tutti.engineio.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one namespace on this node. A socket is in the room of its own id from its connect
 * to its end; that room is implied and costs nothing. Deliveries walk an array without a lock. Any
 * thread.
 */
public final class LocalAdapter implements Adapter {
  private static final Logger LOG = System.getLogger(LocalAdapter.class.getName());
  private static final SocketIoSocket[] NOBODY = {};
  private static final AckListener NOBODY_LISTENS =
      new AckListener() {
        @Override
        public void asked(int sockets) {}

        @Override
        public void answered(JsonText answer) {}
      };

  private final String namespace;
  private final SocketIoConfig config;
  private final Scheduler scheduler;
  private final SocketIoObserver observer;
  private final Map<String, SocketIoSocket> sockets = new ConcurrentHashMap<>();
  private final Room everyone = new Room();
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final AtomicInteger roomCount = new AtomicInteger();
  private final AtomicLong ackIds = new AtomicLong();
  private volatile @Nullable RoomListener roomListener;

  LocalAdapter(
      String namespace, SocketIoConfig config, Scheduler scheduler, SocketIoObserver observer) {
    this.namespace = namespace;
    this.config = config;
    this.scheduler = scheduler;
    this.observer = observer;
  }

  /** Has a listener hear of rooms; for adapters, before any socket connects. */
  public void watch(RoomListener listener) {
    roomListener = listener;
  }

  /** The sockets of this node. */
  Collection<SocketIoSocket> sockets() {
    return Collections.unmodifiableCollection(sockets.values());
  }

  Optional<SocketIoSocket> socket(String id) {
    return Optional.ofNullable(sockets.get(id));
  }

  /** An ack id that no other emit of this namespace has, for one socket or for many. */
  long nextAckId() {
    return ackIds.getAndIncrement();
  }

  /** Joining the room of its own id registers a socket; one that has ended joins nothing. */
  @Override
  public void join(SocketIoSocket socket, Collection<String> names) {
    Membership membership = socket.membership();
    synchronized (membership) {
      if (names.contains(socket.id()) && membership.open()) {
        sockets.put(socket.id(), socket);
        everyone.add(socket);
      }
      if (membership.isOpen()) {
        enter(socket, membership, names);
      }
    }
  }

  private void enter(SocketIoSocket socket, Membership membership, Collection<String> names) {
    List<String> fresh = membership.unknown(names);
    fresh.remove(socket.id());
    if (1 + membership.rooms().size() + fresh.size() > config.maxRoomsPerSocket()) {
      throw new RoomLimitException("too many rooms for one socket");
    }
    int entered = 0;
    try {
      for (String name : fresh) {
        rooms.compute(name, (key, room) -> with(key, room, socket));
        entered++;
      }
    } catch (RoomLimitException e) {
      fresh.subList(0, entered).forEach(name -> exit(socket, name));
      throw e;
    }
    membership.add(fresh);
  }

  private Room with(String name, @Nullable Room there, SocketIoSocket socket) {
    Room room = there;
    if (room == null) {
      if (roomCount.incrementAndGet() > config.maxRooms()) {
        roomCount.decrementAndGet();
        throw new RoomLimitException("too many rooms");
      }
      observer.roomsChanged(1);
      room = new Room();
      RoomListener listener = roomListener;
      if (listener != null) {
        listener.roomCreated(name);
      }
    }
    room.add(socket);
    return room;
  }

  private void exit(SocketIoSocket socket, String name) {
    rooms.computeIfPresent(name, (key, room) -> without(key, room, socket));
  }

  private @Nullable Room without(String name, Room room, SocketIoSocket socket) {
    if (!room.remove(socket)) {
      return room;
    }
    roomCount.decrementAndGet();
    observer.roomsChanged(-1);
    RoomListener listener = roomListener;
    if (listener != null) {
      listener.roomRemoved(name);
    }
    return null;
  }

  /** A socket's own room is not left before its end. */
  @Override
  public void leave(SocketIoSocket socket, String name) {
    Membership membership = socket.membership();
    synchronized (membership) {
      if (membership.remove(name)) {
        exit(socket, name);
      }
    }
  }

  @Override
  public void leaveAll(SocketIoSocket socket) {
    Membership membership = socket.membership();
    synchronized (membership) {
      membership.close().forEach(name -> exit(socket, name));
      if (sockets.remove(socket.id(), socket)) {
        everyone.remove(socket);
      }
    }
  }

  @Override
  public Set<String> rooms(SocketIoSocket socket) {
    Membership membership = socket.membership();
    synchronized (membership) {
      if (!membership.isOpen()) {
        return Set.of();
      }
      Set<String> names = new LinkedHashSet<>();
      names.add(socket.id());
      names.addAll(membership.rooms());
      return Collections.unmodifiableSet(names);
    }
  }

  @Override
  public Set<String> rooms() {
    Set<String> names = new HashSet<>(sockets.keySet());
    names.addAll(rooms.keySet());
    return Collections.unmodifiableSet(names);
  }

  @Override
  public void broadcast(Broadcast broadcast) {
    deliver(broadcast);
  }

  /** As {@link #broadcast}; the result is how many sockets it was handed to. */
  public int deliver(Broadcast broadcast) {
    Set<SocketIoSocket> excepted = excepted(broadcast.selection().except());
    boolean selective = !excepted.isEmpty();
    EncodedPacket packet = null;
    boolean traced = observer.tracing();
    int reached = 0;
    for (SocketIoSocket socket : members(broadcast.selection().rooms())) {
      if (selective && excepted.contains(socket)) {
        continue;
      }
      if (packet == null) {
        packet = PacketEncoder.event(namespace, null, broadcast.args());
      }
      if (!socket.deliver(packet, broadcast.isVolatile())) {
        continue;
      }
      reached++;
      if (traced) {
        observer.emitted(socket, broadcast.args());
      }
    }
    delivered(broadcast, reached);
    return reached;
  }

  /** There is no other node: whatever nodes are expected, there is nothing to wait for. */
  @Override
  public CompletionStage<Delivery> broadcastConfirmed(
      Broadcast broadcast, String id, Set<String> nodes, Duration timeout) {
    return CompletableFuture.completedFuture(new Delivery(deliver(broadcast), Set.of()));
  }

  /** The result completes on the thread of the last answer, or on the scheduler's. */
  @Override
  public CompletionStage<BroadcastAcks> broadcastWithAcks(Broadcast broadcast, Duration timeout) {
    return broadcastWithAcks(broadcast, timeout, NOBODY_LISTENS);
  }

  /** As above, for adapters that pass each answer on. */
  public CompletionStage<BroadcastAcks> broadcastWithAcks(
      Broadcast broadcast, Duration timeout, AckListener listener) {
    long id = nextAckId();
    BroadcastCall call = new BroadcastCall(id, listener);
    List<SocketIoSocket> selected = select(broadcast.selection());
    listener.asked(selected.size());
    if (!selected.isEmpty()) {
      EncodedPacket packet = PacketEncoder.event(namespace, id, broadcast.args());
      for (SocketIoSocket socket : selected) {
        if (call.ask(socket)) {
          socket.deliver(packet, broadcast.isVolatile());
        }
      }
    }
    delivered(broadcast, selected.size());
    return call.await(scheduler, timeout);
  }

  private void delivered(Broadcast broadcast, int reached) {
    observer.broadcastDelivered(reached);
    if (observer.tracing()) {
      observer.broadcast(broadcast.selection(), broadcast.args(), reached);
    }
  }

  @Override
  public CompletionStage<FetchedSockets> fetchSockets(Selection selection) {
    return CompletableFuture.completedFuture(new FetchedSockets(snapshots(selection), true));
  }

  /** The selected sockets of this node. */
  public List<SocketSnapshot> snapshots(Selection selection) {
    return select(selection).stream()
        .map(socket -> new SocketSnapshot(socket.id(), socket.handshake(), rooms(socket)))
        .toList();
  }

  /** A socket that would have too many rooms joins none and does not keep the others from it. */
  @Override
  public void socketsJoin(Selection selection, Set<String> names) {
    int refused = 0;
    for (SocketIoSocket socket : select(selection)) {
      try {
        join(socket, names);
      } catch (RoomLimitException e) {
        refused++;
      }
    }
    if (refused > 0) {
      int count = refused;
      LOG.log(Level.WARNING, () -> "room limit kept sockets from joining, sockets=" + count);
    }
  }

  @Override
  public void socketsLeave(Selection selection, Set<String> names) {
    for (SocketIoSocket socket : select(selection)) {
      names.forEach(name -> leave(socket, name));
    }
  }

  @Override
  public void disconnectSockets(Selection selection, boolean close) {
    select(selection).forEach(socket -> socket.disconnect(close));
  }

  /** There is no other node. */
  @Override
  public void serverSideEmit(List<JsonText> args) {}

  /** There is no other node: nobody answers, at once. */
  @Override
  public CompletionStage<ServerSideAnswers> serverSideEmitWithAck(
      List<JsonText> args, Duration timeout) {
    return CompletableFuture.completedFuture(new ServerSideAnswers(List.of(), true));
  }

  @Override
  public int localSize(String name) {
    return members(Set.of(name)).length;
  }

  private List<SocketIoSocket> select(Selection selection) {
    Set<SocketIoSocket> excepted = excepted(selection.except());
    return Arrays.stream(members(selection.rooms()))
        .filter(socket -> socket.connected() && !excepted.contains(socket))
        .toList();
  }

  /** The members of any of the rooms, each once. */
  private SocketIoSocket[] members(Set<String> names) {
    if (names.isEmpty()) {
      return everyone.snapshot();
    }
    if (names.size() == 1) {
      String name = names.iterator().next();
      SocketIoSocket own = sockets.get(name);
      Room room = rooms.get(name);
      if (own == null) {
        return room == null ? NOBODY : room.snapshot();
      }
      if (room == null) {
        return new SocketIoSocket[] {own};
      }
    }
    return union(names).toArray(NOBODY);
  }

  private Set<SocketIoSocket> excepted(Set<String> names) {
    return names.isEmpty() ? Set.of() : union(names);
  }

  private Set<SocketIoSocket> union(Set<String> names) {
    Set<SocketIoSocket> union = new LinkedHashSet<>();
    for (String name : names) {
      SocketIoSocket own = sockets.get(name);
      if (own != null) {
        union.add(own);
      }
      Room room = rooms.get(name);
      if (room != null) {
        Collections.addAll(union, room.snapshot());
      }
    }
    return union;
  }
}
