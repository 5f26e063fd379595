package dev.tutti.socketio;

import dev.tutti.engineio.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets as Engine.IO messages, compact to the byte. Stateless. Socket.IO 5, "Packet
 * encoding".
 */
final class PacketEncoder {
  private static final char ENGINE_MESSAGE = '4';

  private PacketEncoder() {}

  /** The reply to an accepted CONNECT. */
  static EncodedPacket connect(String namespace, String sid) {
    StringBuilder text = start(PacketType.CONNECT, namespace, 0, 48);
    return whole(text.append("{\"sid\":\"").append(sid).append("\"}"));
  }

  static EncodedPacket disconnect(String namespace) {
    return whole(start(PacketType.DISCONNECT, namespace, 0, 0));
  }

  /**
   * @param data what the client reads beside the message; JSON without attachments
   */
  static EncodedPacket connectError(String namespace, String message, @Nullable JsonText data) {
    StringBuilder text = start(PacketType.CONNECT_ERROR, namespace, 0, 64);
    text.append("{\"message\":").append(EventNames.quote(message));
    if (data != null) {
      if (data.hasBinary()) {
        throw new IllegalArgumentException("CONNECT_ERROR cannot carry binary data");
      }
      text.append(",\"data\":").append(data.text());
    }
    return whole(text.append('}'));
  }

  /**
   * @param id the ack id, absent when no answer is wanted
   * @param args the event's name as JSON first
   */
  static EncodedPacket event(String namespace, @Nullable Long id, List<JsonText> args) {
    return packet(PacketType.EVENT, PacketType.BINARY_EVENT, namespace, id, args);
  }

  static EncodedPacket ack(String namespace, long id, List<JsonText> args) {
    return packet(PacketType.ACK, PacketType.BINARY_ACK, namespace, id, args);
  }

  private static EncodedPacket packet(
      PacketType plain,
      PacketType binary,
      String namespace,
      @Nullable Long id,
      List<JsonText> args) {
    int attachments = 0;
    int length = 24;
    for (JsonText arg : args) {
      attachments += arg.attachments().size();
      length += arg.text().length() + 1;
    }
    StringBuilder text = start(attachments > 0 ? binary : plain, namespace, attachments, length);
    if (id != null) {
      text.append(id.longValue());
    }
    appendArray(text, args);
    return attachments == 0 ? whole(text) : withAttachments(text, args, attachments);
  }

  private static StringBuilder start(
      PacketType type, String namespace, int attachments, int length) {
    StringBuilder text = new StringBuilder(length + namespace.length() + 3);
    text.append(ENGINE_MESSAGE).append(type.digit());
    if (type.hasAttachments()) {
      text.append(attachments).append('-');
    }
    if (!namespace.equals("/")) {
      text.append(namespace).append(',');
    }
    return text;
  }

  private static void appendArray(StringBuilder text, List<JsonText> args) {
    int numbered = 0;
    char separator = '[';
    for (JsonText arg : args) {
      text.append(separator);
      separator = ',';
      if (arg.hasBinary()) {
        numbered = appendNumbered(text, arg, numbered);
      } else {
        text.append(arg.text());
      }
    }
    text.append(separator == '[' ? "[]" : "]");
  }

  /**
   * Placeholders count through the whole packet. Quotes in a JSON string are escaped, so the mark
   * is never found inside of one.
   */
  private static int appendNumbered(StringBuilder text, JsonText arg, int first) {
    String json = arg.text();
    int next = first;
    int from = 0;
    int at = json.indexOf(JsonItems.PLACEHOLDER);
    while (at >= 0) {
      int number = at + JsonItems.PLACEHOLDER.length();
      text.append(json, from, number).append(next++);
      from = json.indexOf('}', number);
      at = json.indexOf(JsonItems.PLACEHOLDER, from);
    }
    if (next - first != arg.attachments().size()) {
      throw new IllegalArgumentException("there must be one placeholder for each attachment");
    }
    text.append(json, from, json.length());
    return next;
  }

  private static EncodedPacket whole(StringBuilder text) {
    return new EncodedPacket(List.of(Frame.text(text.toString())));
  }

  private static EncodedPacket withAttachments(
      StringBuilder text, List<JsonText> args, int attachments) {
    List<Frame> frames = new ArrayList<>(attachments + 1);
    frames.add(Frame.text(text.toString()));
    for (JsonText arg : args) {
      for (byte[] attachment : arg.attachments()) {
        frames.add(Frame.binary(attachment));
      }
    }
    return new EncodedPacket(frames);
  }
}
