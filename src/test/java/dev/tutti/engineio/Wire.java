package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Takes apart what a server puts on a WebSocket. RFC 6455, 5.2. */
final class Wire {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;

  private Wire() {}

  /** Texts as they are, binary frames as {@link #binary}. */
  static List<String> frames(byte[] bytes) {
    List<String> frames = new ArrayList<>();
    ByteBuffer wire = ByteBuffer.wrap(bytes);
    while (wire.hasRemaining()) {
      int first = wire.get() & 0xFF;
      assertThat(first).as("first byte of a frame").isIn(FINAL_TEXT, FINAL_BINARY);
      byte[] payload = new byte[length(wire)];
      wire.get(payload);
      frames.add(
          first == FINAL_TEXT ? new String(payload, StandardCharsets.UTF_8) : binary(payload));
    }
    return frames;
  }

  static String binary(byte[] payload) {
    return "binary:" + HexFormat.of().formatHex(payload);
  }

  private static int length(ByteBuffer wire) {
    int length = wire.get() & 0xFF;
    if (length == 126) {
      return wire.getShort() & 0xFFFF;
    }
    return length == 127 ? Math.toIntExact(wire.getLong()) : length;
  }
}
