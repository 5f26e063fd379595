package dev.tutti.socketio;

import dev.tutti.engineio.Handshake;
import dev.tutti.engineio.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Methods may be called by any thread unless they say otherwise; none
 * blocks. Socket.IO 5.
 */
public final class SocketIoSocket {
  private enum State {
    /** A guard decides. */
    CONNECTING,
    CONNECTED,
    /** Nothing is sent any more; the rooms go when the mailbox comes to it. */
    LEAVING
  }

  private final Connection connection;
  private final Session session;
  private final Namespace namespace;
  private final String id;
  private final JsonText auth;
  private final Map<Class<?>, Object> attributes = new ConcurrentHashMap<>(4);
  private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
  private final Membership membership = new Membership();
  private final PendingAcks acks;

  SocketIoSocket(Connection connection, Session session, Namespace namespace, JsonText auth) {
    this.connection = connection;
    this.session = session;
    this.namespace = namespace;
    this.auth = auth;
    this.id = SocketIds.next(session.id());
    this.acks = new PendingAcks(namespace.server().config().maxPendingAcks());
  }

  /**
   * The public id: 20 characters, new with every connect, also the name of the socket's own room.
   */
  public String id() {
    return id;
  }

  public Namespace namespace() {
    return namespace;
  }

  public Handshake handshake() {
    return session.handshake();
  }

  /** The auth object of CONNECT, {@code {}} when there was none. */
  public JsonText auth() {
    return auth;
  }

  /** What the application keeps with the socket under a type. */
  public <T> Optional<T> attribute(Class<T> type) {
    return Optional.ofNullable(attributes.get(type)).map(type::cast);
  }

  /** Keeps a value under its type, instead of the one before. */
  public <T> void attribute(Class<T> type, T value) {
    attributes.put(type, value);
  }

  public boolean connected() {
    return state.get() == State.CONNECTED;
  }

  /** The rooms the socket is in, its own included. */
  public Set<String> rooms() {
    return namespace.adapter().rooms(this);
  }

  /**
   * Joins rooms, all or none; a socket that is not connected joins none.
   *
   * @throws RoomLimitException when there are too many rooms
   */
  public void join(String... rooms) {
    if (connected()) {
      namespace.adapter().join(this, Arrays.asList(rooms));
    }
  }

  public void leave(String room) {
    namespace.adapter().leave(this, room);
  }

  /**
   * Sends an event to this socket; one that is not connected gets nothing.
   *
   * @throws IllegalArgumentException when the name is reserved
   */
  public void emit(String event, @Nullable Object... args) {
    List<JsonText> encoded = Emitter.encode(namespace.server().json(), event, args);
    if (connected()) {
      PacketEncoder.event(namespace.name(), null, encoded).sendTo(session);
      emitted(encoded);
    }
  }

  /** Sends an event that is dropped when the client cannot take it at once. */
  public void emitVolatile(String event, @Nullable Object... args) {
    List<JsonText> encoded = Emitter.encode(namespace.server().json(), event, args);
    if (connected()) {
      session.sendVolatile(PacketEncoder.event(namespace.name(), null, encoded).frames());
      emitted(encoded);
    }
  }

  private void emitted(List<JsonText> args) {
    SocketIoObserver observer = namespace.server().observer();
    if (observer.tracing()) {
      observer.emitted(this, args);
    }
  }

  /**
   * Sends an event and waits for the client's answer.
   *
   * @return the answer's arguments, completed in the session's mailbox; fails with {@link
   *     java.util.concurrent.TimeoutException}, with {@link SocketClosedException} when the socket
   *     ends before, or with {@link IllegalStateException} when the client owes too many acks
   */
  public CompletionStage<List<JsonText>> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    List<JsonText> encoded = Emitter.encode(namespace.server().json(), event, args);
    if (!connected()) {
      return CompletableFuture.failedFuture(
          new SocketClosedException("the socket is not connected"));
    }
    long ackId = namespace.local().nextAckId();
    EmitCall call = new EmitCall();
    switch (acks.add(ackId, call)) {
      case ADDED -> {
        call.limit(namespace.server().scheduler(), timeout, () -> expire(ackId, call));
        deliver(PacketEncoder.event(namespace.name(), ackId, encoded), false);
        emitted(encoded);
      }
      case TOO_MANY ->
          call.answer()
              .completeExceptionally(new IllegalStateException("the client owes too many acks"));
      case SOCKET_CLOSED -> call.socketClosed();
    }
    return call.answer();
  }

  private void expire(long ackId, EmitCall call) {
    session.execute(
        () -> {
          if (acks.remove(ackId)) {
            call.expired();
          }
        });
  }

  /** Everyone in these rooms but this socket. */
  public Emitter to(String... rooms) {
    return broadcast().to(rooms);
  }

  /** Everyone in the namespace but this socket. */
  public Emitter broadcast() {
    return namespace.everyone().except(id);
  }

  /**
   * Sends DISCONNECT: the client stays away until its application connects again.
   *
   * @param close whether all of the client's namespaces are left and the transport is closed
   */
  public void disconnect(boolean close) {
    if (beginLeaving()) {
      PacketEncoder.disconnect(namespace.name()).sendTo(session);
    }
    session.execute(() -> connection.disconnect(this, close));
  }

  /** Closes the transport without DISCONNECT: the client comes back by itself. */
  public void closeTransport() {
    connection.closeTransport();
  }

  /** Runs a task in the session's mailbox. */
  public void execute(Runnable task) {
    session.execute(() -> namespace.safely(this, "task", task));
  }

  /**
   * Holds back this connection's next packets while a handler waits elsewhere; called in the
   * mailbox. The result releases them, once, from any thread. Acks are not held back: the handler
   * may be waiting for one.
   */
  public Runnable hold() {
    return connection.hold();
  }

  /** The CONNECT reply is on its way: everything else may follow it. */
  void accepted() {
    state.compareAndSet(State.CONNECTING, State.CONNECTED);
  }

  /**
   * From now on nothing is sent.
   *
   * @return whether this call ended it
   */
  boolean beginLeaving() {
    return state.compareAndSet(State.CONNECTED, State.LEAVING);
  }

  /**
   * Sends a packet that others may get as well.
   *
   * @return false when the socket is not connected
   */
  boolean deliver(EncodedPacket packet, boolean isVolatile) {
    if (!connected()) {
      return false;
    }
    if (isVolatile) {
      session.sendVolatile(packet.frames());
    } else {
      packet.sendTo(session);
    }
    return true;
  }

  Membership membership() {
    return membership;
  }

  PendingAcks acks() {
    return acks;
  }

  /** Says who and where, and nothing secret. */
  @Override
  public String toString() {
    return id + " in " + namespace.name();
  }
}
