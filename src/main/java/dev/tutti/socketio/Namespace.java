package dev.tutti.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group of sockets that share guards, a listener and rooms. Guards and listeners are registered
 * before the server takes connections; everything else may be called by any thread.
 */
public final class Namespace {

  Namespace() {}

  /** The name with its slash. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Adds a guard behind those that are there. */
  public Namespace guard(ConnectGuard guard) {
    throw new UnsupportedOperationException();
  }

  /** Adds a listener behind those that are there. */
  public Namespace listen(SocketListener listener) {
    throw new UnsupportedOperationException();
  }

  /** Hears events of other nodes' {@link #serverSideEmit}, with a way to answer. */
  public Namespace onServerSideEvent(
      String event, BiConsumer<List<JsonText>, Consumer<JsonText>> listener) {
    throw new UnsupportedOperationException();
  }

  public Adapter adapter() {
    throw new UnsupportedOperationException();
  }

  /** The connected sockets of this node. */
  public Collection<SocketIoSocket> sockets() {
    throw new UnsupportedOperationException();
  }

  public Optional<SocketIoSocket> socket(String id) {
    throw new UnsupportedOperationException();
  }

  /** All sockets, to be narrowed by {@link Emitter#to} and {@link Emitter#except}. */
  public Emitter everyone() {
    throw new UnsupportedOperationException();
  }

  public Emitter to(String... rooms) {
    return everyone().to(rooms);
  }

  public Emitter in(String... rooms) {
    return everyone().to(rooms);
  }

  public Emitter except(String... rooms) {
    return everyone().except(rooms);
  }

  public void emit(String event, @Nullable Object... args) {
    everyone().emit(event, args);
  }

  public void serverSideEmit(String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<List<JsonText>> serverSideEmitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }
}
