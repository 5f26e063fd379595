package dev.tutti.socketio;

import dev.tutti.engineio.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace. Methods may be called by any thread unless they say otherwise; none
 * blocks. Socket.IO 5.
 */
public final class SocketIoSocket {

  SocketIoSocket() {}

  /**
   * The public id: 20 characters, new with every connect, also the name of the socket's own room.
   */
  public String id() {
    throw new UnsupportedOperationException();
  }

  public Namespace namespace() {
    throw new UnsupportedOperationException();
  }

  public Handshake handshake() {
    throw new UnsupportedOperationException();
  }

  /** The auth object of CONNECT, {@code {}} when there was none. */
  public JsonText auth() {
    throw new UnsupportedOperationException();
  }

  /** What the application keeps with the socket under a type. */
  public <T> Optional<T> attribute(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  /** Keeps a value under its type, instead of the one before. */
  public <T> void attribute(Class<T> type, T value) {
    throw new UnsupportedOperationException();
  }

  public boolean connected() {
    throw new UnsupportedOperationException();
  }

  /** The rooms the socket is in, its own included. */
  public Set<String> rooms() {
    throw new UnsupportedOperationException();
  }

  /**
   * Joins rooms, all or none.
   *
   * @throws RoomLimitException when there are too many rooms
   */
  public void join(String... rooms) {
    throw new UnsupportedOperationException();
  }

  public void leave(String room) {
    throw new UnsupportedOperationException();
  }

  /** Sends an event to this socket. */
  public void emit(String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  /** Sends an event that is dropped when the client cannot take it at once. */
  public void emitVolatile(String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends an event and waits for the client's answer.
   *
   * @return the answer's arguments; fails with {@link java.util.concurrent.TimeoutException} or,
   *     when the socket ends before, {@link SocketClosedException}
   */
  public CompletionStage<List<JsonText>> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  /** Everyone in these rooms but this socket. */
  public Emitter to(String... rooms) {
    throw new UnsupportedOperationException();
  }

  /** Everyone in the namespace but this socket. */
  public Emitter broadcast() {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends DISCONNECT: the client stays away until its application connects again.
   *
   * @param close whether all of the client's namespaces are left and the transport is closed
   */
  public void disconnect(boolean close) {
    throw new UnsupportedOperationException();
  }

  /** Closes the transport without DISCONNECT: the client comes back by itself. */
  public void closeTransport() {
    throw new UnsupportedOperationException();
  }

  /** Runs a task in the session's mailbox. */
  public void execute(Runnable task) {
    throw new UnsupportedOperationException();
  }

  /**
   * Holds back this connection's next packets while a handler waits elsewhere; called in the
   * mailbox. The result releases them, once, from any thread.
   */
  public Runnable hold() {
    throw new UnsupportedOperationException();
  }
}
