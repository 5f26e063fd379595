package dev.tutti.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whole, unmasked, uncompressed WebSocket frames as servers send them. RFC 6455, 5.2. */
final class WebSocketFrame {
  private static final int FINAL = 0x80;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private WebSocketFrame() {}

  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] binary(byte[] data) {
    return frame(BINARY, data);
  }

  private static byte[] frame(int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuffer frame = ByteBuffer.allocate(headerLength(length) + length);
    frame.put((byte) (FINAL | opcode));
    if (length < LENGTH_16) {
      frame.put((byte) length);
    } else if (length <= 0xFFFF) {
      frame.put((byte) LENGTH_16).putShort((short) length);
    } else {
      frame.put((byte) LENGTH_64).putLong(length);
    }
    return frame.put(payload).array();
  }

  private static int headerLength(int length) {
    if (length < LENGTH_16) {
      return 2;
    }
    return length <= 0xFFFF ? 4 : 10;
  }
}
