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
  private final @Nullable Consumer<List<JsonText>> ackSender;
  private final AtomicBoolean acked = new AtomicBoolean();

  /**
   * @param key the payload as received and a digest of its attachments: what identical packets
   *     share
   * @param ackSender sends the ACK, absent when the client asked for none
   */
  public InboundEvent(
      String name, List<JsonText> args, String key, @Nullable Consumer<List<JsonText>> ackSender) {
    this.name = name;
    this.args = List.copyOf(args);
    this.key = Objects.requireNonNull(key);
    this.ackSender = ackSender;
  }

  public String name() {
    return name;
  }

  /** The arguments behind the name. */
  public List<JsonText> args() {
    return args;
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
