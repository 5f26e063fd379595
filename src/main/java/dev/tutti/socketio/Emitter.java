package dev.tutti.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A selection of sockets under construction and what can be done to it; every step returns a new
 * value, so that one may be kept and used again. {@code
 * namespace.to("a").to("b").except("c").emit("event", data)} reaches each socket of a or b once,
 * without those of c. Any thread; nothing blocks.
 */
public final class Emitter {

  Emitter(Adapter adapter, JsonCodec json) {}

  /** Adds rooms to the selection. */
  public Emitter to(String... rooms) {
    throw new UnsupportedOperationException();
  }

  /** Adds rooms to the selection. */
  public Emitter to(Set<String> rooms) {
    throw new UnsupportedOperationException();
  }

  /** The same as {@link #to}, the name Socket.IO users know. */
  public Emitter in(String... rooms) {
    return to(rooms);
  }

  /** Takes the sockets of these rooms out of the selection. */
  public Emitter except(String... rooms) {
    throw new UnsupportedOperationException();
  }

  /** Drops the event for clients that cannot take it at once. */
  public Emitter asVolatile() {
    throw new UnsupportedOperationException();
  }

  /** Keeps the event on this node. */
  public Emitter local() {
    throw new UnsupportedOperationException();
  }

  /** Sends an event; each argument is encoded once by the {@link JsonCodec}. */
  public void emit(String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<BroadcastAcks> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    throw new UnsupportedOperationException();
  }

  public CompletionStage<List<SocketSnapshot>> fetchSockets() {
    throw new UnsupportedOperationException();
  }

  public void socketsJoin(String... rooms) {
    throw new UnsupportedOperationException();
  }

  public void socketsLeave(String... rooms) {
    throw new UnsupportedOperationException();
  }

  public void disconnectSockets(boolean close) {
    throw new UnsupportedOperationException();
  }
}
