package dev.tutti.redis;

import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads MessagePack as the JSON that JavaScript would make of it: binary values become attachments,
 * points in time ISO-8601, what JSON does not know becomes null. One value, one thread.
 */
final class JsonUnpacker {
  private static final byte TIMESTAMP = -1;

  /** What notepack writes for {@code undefined}, and wrote for array buffers. */
  private static final byte NOTEPACK = 0;

  private static final double MAX_SAFE_INTEGER = 9007199254740991.0;
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final MessageUnpacker unpacker;
  private final StringBuilder text;
  private final List<byte[]> attachments = new ArrayList<>(0);

  private JsonUnpacker(MessageUnpacker unpacker, int length) {
    this.unpacker = unpacker;
    this.text = new StringBuilder(length + length / 2);
  }

  /**
   * The value that the message begins with.
   *
   * @throws MalformedMessageException when it does not begin with a whole one
   */
  static JsonText unpack(byte[] message) {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(message)) {
      JsonUnpacker json = new JsonUnpacker(unpacker, message.length);
      json.value(0);
      return new JsonText(json.text.toString(), json.attachments);
    } catch (IOException | MessagePackException | DateTimeException e) {
      throw new MalformedMessageException("no MessagePack", e);
    }
  }

  private void value(int depth) throws IOException {
    if (depth > WireJson.MAX_DEPTH) {
      throw new MalformedMessageException("nests too deep");
    }
    MessageFormat format = unpacker.getNextFormat();
    switch (format.getValueType()) {
      case NIL -> {
        unpacker.unpackNil();
        text.append("null");
      }
      case BOOLEAN -> text.append(unpacker.unpackBoolean());
      case INTEGER -> integer(format);
      case FLOAT -> fraction(unpacker.unpackDouble());
      case STRING -> WireJson.quote(unpacker.unpackString(), text);
      case BINARY -> attachment(unpacker.readPayload(unpacker.unpackBinaryHeader()));
      case ARRAY -> array(depth);
      case MAP -> map(depth);
      case EXTENSION -> extension(format);
    }
  }

  private void integer(MessageFormat format) throws IOException {
    if (format == MessageFormat.UINT64) {
      text.append(unpacker.unpackBigInteger());
    } else {
      text.append(unpacker.unpackLong());
    }
  }

  private void fraction(double number) {
    if (!Double.isFinite(number)) {
      text.append("null");
    } else if (Math.rint(number) == number && Math.abs(number) <= MAX_SAFE_INTEGER) {
      text.append((long) number);
    } else {
      text.append(number);
    }
  }

  private void attachment(byte[] bytes) {
    text.append(WireJson.PLACEHOLDER).append(attachments.size()).append('}');
    attachments.add(bytes);
  }

  private void array(int depth) throws IOException {
    int size = unpacker.unpackArrayHeader();
    text.append('[');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(',');
      }
      value(depth + 1);
    }
    text.append(']');
  }

  private void map(int depth) throws IOException {
    int size = unpacker.unpackMapHeader();
    text.append('{');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(',');
      }
      key();
      text.append(':');
      value(depth + 1);
    }
    text.append('}');
  }

  /** A key that looks like a placeholder's is data: it must not be taken for one later. */
  private void key() throws IOException {
    String key = unpacker.unpackValue().toString();
    if (key.equals("_placeholder")) {
      text.append("\"\\u005fplaceholder\"");
    } else {
      WireJson.quote(key, text);
    }
  }

  private void extension(MessageFormat format) throws IOException {
    ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
    if (header.getType() == TIMESTAMP) {
      text.append('"');
      MILLISECONDS.formatTo(unpacker.unpackTimestamp(header), text);
      text.append('"');
      return;
    }
    byte[] payload = unpacker.readPayload(header.getLength());
    if (header.getType() == NOTEPACK && format != MessageFormat.FIXEXT1) {
      attachment(payload);
    } else {
      text.append("null");
    }
  }
}
