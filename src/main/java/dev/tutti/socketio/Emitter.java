package dev.tutti.socketio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A selection of sockets under construction and what can be done to it; every step returns a new
 * value, so that one may be kept and used again. {@code
 * namespace.to("a").to("b").except("c").emit("event", data)} reaches each socket of a or b once,
 * without those of c. Narrowed to no room at all, as by an empty list of users, it reaches nobody.
 * Any thread; nothing blocks.
 */
public final class Emitter {
  private final Adapter adapter;
  private final JsonCodec json;
  private final Selection selection;
  private final boolean narrowed;
  private final boolean isVolatile;
  private final boolean isLocal;

  Emitter(Adapter adapter, JsonCodec json) {
    this(adapter, json, Selection.EVERYONE, false, false, false);
  }

  private Emitter(
      Adapter adapter,
      JsonCodec json,
      Selection selection,
      boolean narrowed,
      boolean isVolatile,
      boolean isLocal) {
    this.adapter = adapter;
    this.json = json;
    this.selection = selection;
    this.narrowed = narrowed;
    this.isVolatile = isVolatile;
    this.isLocal = isLocal;
  }

  /** Adds rooms to the selection. */
  public Emitter to(String... rooms) {
    return toAll(Arrays.asList(rooms));
  }

  /** Adds rooms to the selection. */
  public Emitter to(Set<String> rooms) {
    return toAll(rooms);
  }

  /** The same as {@link #to}, the name Socket.IO users know. */
  public Emitter in(String... rooms) {
    return to(rooms);
  }

  /** Takes the sockets of these rooms out of the selection. */
  public Emitter except(String... rooms) {
    Set<String> except = union(selection.except(), Arrays.asList(rooms));
    return selecting(new Selection(selection.rooms(), except), narrowed);
  }

  /** Drops the event for clients that cannot take it at once. */
  public Emitter asVolatile() {
    return new Emitter(adapter, json, selection, narrowed, true, isLocal);
  }

  /** Keeps the event on this node. */
  public Emitter local() {
    return new Emitter(adapter, json, selection, narrowed, isVolatile, true);
  }

  /**
   * Sends an event; each argument is encoded once by the {@link JsonCodec}.
   *
   * @throws IllegalArgumentException when the name is reserved
   */
  public void emit(String event, @Nullable Object... args) {
    Broadcast broadcast = broadcast(event, args);
    if (!reachesNobody()) {
      adapter.broadcast(broadcast);
    }
  }

  /**
   * Sends an event and gathers each socket's answer; incomplete after the timeout, never failed.
   * The result may complete on the scheduler's thread: what follows must not block.
   *
   * @throws IllegalArgumentException when the name is reserved
   */
  public CompletionStage<BroadcastAcks> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    Broadcast broadcast = broadcast(event, args);
    return reachesNobody()
        ? CompletableFuture.completedFuture(new BroadcastAcks(List.of(), 0, true))
        : adapter.broadcastWithAcks(broadcast, timeout);
  }

  /**
   * Sends an event that each of these nodes has to confirm, see {@link Adapter#broadcastConfirmed}.
   * The result may complete on the scheduler's thread: what follows must not block.
   *
   * @throws IllegalArgumentException when the name is reserved
   */
  public CompletionStage<Delivery> emitConfirmed(
      String id, Set<String> nodes, Duration timeout, String event, @Nullable Object... args) {
    Broadcast broadcast = broadcast(event, args);
    return reachesNobody()
        ? CompletableFuture.completedFuture(new Delivery(0, Set.of()))
        : adapter.broadcastConfirmed(broadcast, id, nodes, timeout);
  }

  /** Describes the selected sockets of all nodes, or of those that answer in time. */
  public CompletionStage<FetchedSockets> fetchSockets() {
    return reachesNobody()
        ? CompletableFuture.completedFuture(new FetchedSockets(List.of(), true))
        : adapter.fetchSockets(selection);
  }

  public void socketsJoin(String... rooms) {
    if (!reachesNobody()) {
      adapter.socketsJoin(selection, Set.copyOf(Arrays.asList(rooms)));
    }
  }

  public void socketsLeave(String... rooms) {
    if (!reachesNobody()) {
      adapter.socketsLeave(selection, Set.copyOf(Arrays.asList(rooms)));
    }
  }

  /**
   * Sends DISCONNECT to the selected sockets.
   *
   * @param close whether their transports are closed as well
   */
  public void disconnectSockets(boolean close) {
    if (!reachesNobody()) {
      adapter.disconnectSockets(selection, close);
    }
  }

  private boolean reachesNobody() {
    return narrowed && selection.rooms().isEmpty();
  }

  private Emitter toAll(Collection<String> rooms) {
    Set<String> all = union(selection.rooms(), rooms);
    return selecting(new Selection(all, selection.except()), true);
  }

  private Emitter selecting(Selection other, boolean isNarrowed) {
    return new Emitter(adapter, json, other, isNarrowed, isVolatile, isLocal);
  }

  private Broadcast broadcast(String event, @Nullable Object[] args) {
    return new Broadcast(selection, encode(json, event, args), isVolatile, isLocal);
  }

  /** The name and the arguments of an event as JSON. */
  static List<JsonText> encode(JsonCodec json, String event, @Nullable Object[] args) {
    List<JsonText> encoded = new ArrayList<>(args.length + 1);
    encoded.add(EventNames.encode(event));
    for (Object arg : args) {
      encoded.add(arg instanceof JsonText text ? text : json.encode(arg));
    }
    return encoded;
  }

  private static Set<String> union(Set<String> first, Collection<String> second) {
    if (first.isEmpty()) {
      // Set.copyOf would go through a HashSet; one name is the rule.
      return second.size() == 1 ? Set.of(second.iterator().next()) : Set.copyOf(second);
    }
    Set<String> union = new HashSet<>(first);
    union.addAll(second);
    return union;
  }
}
