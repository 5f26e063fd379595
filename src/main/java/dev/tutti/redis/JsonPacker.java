package dev.tutti.redis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/**
 * Writes JSON as MessagePack as Node.js does: everything in its shortest form, fractions with 64
 * bits, an attachment as binary. One value, one thread.
 */
final class JsonPacker {
  private static final int MAX_UNSIGNED_BITS = 64;
  private static final double MAX_SAFE_INTEGER = 9007199254740991.0;
  private static final int SMALL = 1024;
  private static final MessagePack.PackerConfig CONFIG =
      new MessagePack.PackerConfig().withBufferSize(SMALL);

  private final JsonText value;
  private final int[] sizes;
  private int container;
  private int attachment;

  private JsonPacker(JsonText value, int[] sizes) {
    this.value = value;
    this.sizes = sizes;
  }

  static byte[] pack(JsonText value) {
    try (MessageBufferPacker packer = CONFIG.newBufferPacker();
        JsonParser sizing = WireJson.parser(value.text());
        JsonParser parser = WireJson.parser(value.text())) {
      new JsonPacker(value, sizes(sizing)).write(parser, packer);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException("not the JSON that it should be", e);
    }
  }

  /** How many members each array and object has, in the order in which they begin. */
  private static int[] sizes(JsonParser parser) throws IOException {
    int[] sizes = new int[8];
    int[] open = new int[WireJson.MAX_DEPTH + 1];
    int count = 0;
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token.isStructEnd()) {
        depth--;
        continue;
      }
      if (depth > 0 && token != JsonToken.FIELD_NAME) {
        sizes[open[depth - 1]]++;
      }
      if (token.isStructStart()) {
        sizes = count == sizes.length ? Arrays.copyOf(sizes, count * 2) : sizes;
        open[depth++] = count++;
      }
    }
    return sizes;
  }

  private void write(JsonParser parser, MessagePacker packer) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_ARRAY -> packer.packArrayHeader(sizes[container++]);
        case START_OBJECT -> writeObject(parser, packer);
        case FIELD_NAME, VALUE_STRING -> packer.packString(parser.getText());
        case VALUE_NUMBER_INT -> writeInteger(parser, packer);
        case VALUE_NUMBER_FLOAT -> writeFraction(parser.getDoubleValue(), packer);
        case VALUE_TRUE -> packer.packBoolean(true);
        case VALUE_FALSE -> packer.packBoolean(false);
        case VALUE_NULL -> packer.packNil();
        case END_ARRAY, END_OBJECT, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {
          // what ends has been counted; the others are not in a text
        }
      }
    }
  }

  private void writeObject(JsonParser parser, MessagePacker packer) throws IOException {
    int members = sizes[container++];
    if (!isAttachment(parser)) {
      packer.packMapHeader(members);
      return;
    }
    parser.skipChildren();
    byte[] bytes = value.attachments().get(attachment++);
    packer.packBinaryHeader(bytes.length);
    packer.writePayload(bytes);
  }

  private boolean isAttachment(JsonParser parser) {
    int offset = (int) parser.currentTokenLocation().getCharOffset();
    return attachment < value.attachments().size()
        && value.text().startsWith(WireJson.PLACEHOLDER + attachment + "}", offset);
  }

  private static void writeInteger(JsonParser parser, MessagePacker packer) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      packer.packLong(parser.getLongValue());
      return;
    }
    BigInteger number = parser.getBigIntegerValue();
    if (number.signum() > 0 && number.bitLength() <= MAX_UNSIGNED_BITS) {
      packer.packBigInteger(number);
    } else {
      packer.packDouble(number.doubleValue());
    }
  }

  /** To JavaScript 1.0 and 1e2 are whole numbers. */
  private static void writeFraction(double number, MessagePacker packer) throws IOException {
    if (Math.rint(number) == number && Math.abs(number) <= MAX_SAFE_INTEGER) {
      packer.packLong((long) number);
    } else {
      packer.packDouble(number);
    }
  }
}
