package dev.tutti.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole packet from a client. Socket.IO 5, "Packet types". */
sealed interface Packet extends Decoded {

  /** The namespace it is for. */
  String namespace();

  /** Hands the packet to the receiver's method for its kind. */
  void deliverTo(Receiver receiver);

  /** Roughly how many bytes it keeps in memory beside its own objects. */
  default long weight() {
    return 0;
  }

  /** One method for each kind of packet. */
  interface Receiver {
    void onConnect(Connect packet);

    void onDisconnect(Disconnect packet);

    void onEvent(Event packet);

    void onAck(Ack packet);

    void onEmpty(Empty packet);
  }

  /**
   * A request to join.
   *
   * @param auth an object, {@code {}} when the client sent none
   */
  record Connect(String namespace, JsonText auth) implements Packet {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onConnect(this);
    }

    @Override
    public long weight() {
      return auth.text().length();
    }
  }

  /** The client leaves. */
  record Disconnect(String namespace) implements Packet {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onDisconnect(this);
    }
  }

  /**
   * An EVENT or BINARY_EVENT.
   *
   * @param id the ack id, absent when the client wants no answer
   * @param key see {@link InboundEvent#key}
   * @param read see {@link InboundEvent#read}
   */
  record Event(
      String namespace,
      @Nullable Long id,
      String name,
      List<JsonText> args,
      String key,
      @Nullable ReadArguments read)
      implements Packet {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onEvent(this);
    }

    @Override
    public long weight() {
      long weight = key.length();
      for (JsonText arg : args) {
        weight += arg.text().length();
        for (byte[] attachment : arg.attachments()) {
          weight += attachment.length;
        }
      }
      return weight;
    }
  }

  /** An ACK or BINARY_ACK. */
  record Ack(String namespace, long id, List<JsonText> args) implements Packet {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onAck(this);
    }
  }

  /** Well-formed and without effect: an event without a payload, an ack without an id. */
  record Empty(String namespace) implements Packet {
    @Override
    public void deliverTo(Receiver receiver) {
      receiver.onEmpty(this);
    }
  }
}
