package dev.tutti.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns text messages into packets. Thread-safe; whatever is no packet is a {@link
 * MalformedPacketException}. Socket.IO 5, "Packet encoding".
 */
final class PacketDecoder {
  static final int MAX_NAMESPACE_LENGTH = 256;
  private static final long MAX_ACK_ID = (1L << 53) - 1;
  private static final JsonText NO_AUTH = new JsonText("{}");

  private final JsonReader json;
  private final int maxAttachments;

  PacketDecoder(JsonReader json, int maxAttachments) {
    this.json = json;
    this.maxAttachments = maxAttachments;
  }

  /**
   * The packet in a text message without Engine.IO's digit.
   *
   * @param readers who reads an event's arguments
   * @return a {@link Packet}, or a {@link PartialPacket} when attachments follow
   */
  Decoded decode(String text, ArgumentReaders readers) {
    Header header = new Header(text);
    PacketType type = header.type();
    int attachments = type.hasAttachments() ? header.attachments(maxAttachments) : 0;
    String namespace = header.namespace();
    Long id = header.ackId();
    String payload = header.rest();
    return switch (type) {
      case CONNECT ->
          new Packet.Connect(namespace, payload.isEmpty() ? NO_AUTH : json.object(payload));
      case DISCONNECT -> disconnect(namespace, payload);
      case EVENT, BINARY_EVENT -> event(namespace, id, payload, attachments, readers);
      case ACK, BINARY_ACK -> ack(namespace, id, payload, attachments);
      case CONNECT_ERROR -> throw new MalformedPacketException("CONNECT_ERROR from a client");
    };
  }

  private static Packet disconnect(String namespace, String payload) {
    if (!payload.isEmpty()) {
      throw new MalformedPacketException("DISCONNECT has no payload");
    }
    return new Packet.Disconnect(namespace);
  }

  private Decoded event(
      String namespace,
      @Nullable Long id,
      String payload,
      int attachments,
      ArgumentReaders readers) {
    if (attachments > 0) {
      JsonItems items = json.array(payload, attachments);
      items.eventName();
      return new PartialPacket(true, namespace, id, items, attachments);
    }
    if (payload.isEmpty()) {
      return new Packet.Empty(namespace);
    }
    JsonItems items = json.event(payload, event -> readers.of(namespace, event));
    String name = items.eventName();
    List<JsonText> args = items.args(1, List.of());
    return new Packet.Event(namespace, id, name, args, payload, items.read());
  }

  /** Who reads the arguments of an event; empty when they are wanted as text. */
  @FunctionalInterface
  interface ArgumentReaders {
    List<ArgumentReader> of(String namespace, String event);
  }

  private Decoded ack(String namespace, @Nullable Long id, String payload, int attachments) {
    List<JsonText> args = List.of();
    if (!payload.isEmpty() || attachments > 0) {
      JsonItems items = json.array(payload, attachments);
      if (attachments > 0) {
        return new PartialPacket(false, namespace, id, items, attachments);
      }
      args = items.args(0, List.of());
    }
    return id == null ? new Packet.Empty(namespace) : new Packet.Ack(namespace, id, args);
  }

  /** Reads the parts in front of the JSON, each once and in their order. */
  private static final class Header {
    private final String text;
    private int at;

    Header(String text) {
      this.text = text;
    }

    PacketType type() {
      PacketType type = text.isEmpty() ? null : PacketType.ofDigit(text.charAt(at++));
      if (type == null) {
        throw new MalformedPacketException("unknown packet type");
      }
      return type;
    }

    int attachments(int max) {
      Long count = number(max, "too many attachments");
      if (count == null || at == text.length() || text.charAt(at) != '-') {
        throw new MalformedPacketException("the count of attachments is missing");
      }
      at++;
      return count.intValue();
    }

    String namespace() {
      if (at == text.length() || text.charAt(at) != '/') {
        return "/";
      }
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      if (end - at > MAX_NAMESPACE_LENGTH) {
        throw new MalformedPacketException("the namespace's name is too long");
      }
      String namespace = text.substring(at, end);
      at = Math.min(end + 1, text.length());
      return namespace;
    }

    @Nullable Long ackId() {
      return number(MAX_ACK_ID, "the ack id is too large");
    }

    String rest() {
      return text.substring(at);
    }

    /** The number at this place, if there is one; {@code max} is far below overflow. */
    private @Nullable Long number(long max, String tooLarge) {
      int start = at;
      long number = 0;
      for (; at < text.length() && isDigit(text.charAt(at)); at++) {
        number = number * 10 + text.charAt(at) - '0';
        if (number > max) {
          throw new MalformedPacketException(tooLarge);
        }
      }
      return at == start ? null : (Long) number;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
