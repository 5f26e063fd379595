package dev.tutti.socketio;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An EVENT or BINARY_EVENT from a client. Socket.IO 5, "Event" and "Acknowledgement". */
public final class InboundEvent {
  private final String name;
  private final List<JsonText> args;
  private final String key;
  private final @Nullable ReadArguments read;
  private final @Nullable Consumer<List<JsonText>> ackSender;
  private final AtomicBoolean acked = new AtomicBoolean();

  /**
   * An event whose arguments are text only.
   *
   * @param key the payload as received and a digest of its attachments: what identical packets
   *     share
   * @param ackSender sends the ACK, absent when the client asked for none
   */
  public InboundEvent(
      String name, List<JsonText> args, String key, @Nullable Consumer<List<JsonText>> ackSender) {
    this(name, args, key, null, ackSender);
  }

  InboundEvent(
      String name,
      List<JsonText> args,
      String key,
      @Nullable ReadArguments read,
      @Nullable Consumer<List<JsonText>> ackSender) {
    this.name = name;
    this.args = List.copyOf(args);
    this.key = Objects.requireNonNull(key);
    this.read = read;
    this.ackSender = ackSender;
  }

  public String name() {
    return name;
  }

  /** The arguments behind the name. */
  public List<JsonText> args() {
    return args;
  }

  /**
   * What a listener's {@link SocketListener#readers} read, one value for each: null also where the
   * argument is missing.
   *
   * @param readers the very list that the listener gave
   * @return empty when the arguments were left as text, as those of an event that had to wait are
   */
  public List<@Nullable Object> read(List<ArgumentReader> readers) {
    return read != null && read.readers() == readers ? read.values() : List.of();
  }

  /** Tells byte-identical events apart from others; the ack id is no part of it. */
  public String key() {
    return key;
  }

  /** Whether the client waits for an acknowledgement. */
  public boolean wantsAck() {
    return ackSender != null;
  }

  /** Answers the client, the first time only; without an ack id nothing is sent. Any thread. */
  public void ack(JsonText... answer) {
    if (ackSender != null && acked.compareAndSet(false, true)) {
      ackSender.accept(List.of(answer));
    }
  }
}
