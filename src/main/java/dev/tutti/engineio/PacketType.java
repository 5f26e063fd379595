package dev.tutti.engineio;

import org.jspecify.annotations.Nullable;

/** The kinds of packets. Engine.IO 4, "Packet encoding". */
enum PacketType {
  OPEN('0'),
  CLOSE('1'),
  PING('2'),
  PONG('3'),
  MESSAGE('4'),
  UPGRADE('5'),
  NOOP('6');

  /** Marks base64 in a text; always a binary message. */
  static final char BASE64 = 'b';

  private final char digit;

  PacketType(char digit) {
    this.digit = digit;
  }

  /** The type with this digit on the wire, null if there is none. */
  static @Nullable PacketType ofDigit(char digit) {
    for (PacketType type : values()) {
      if (type.digit == digit) {
        return type;
      }
    }
    return null;
  }

  /** A packet of this type without data. */
  Frame frame() {
    return frame("");
  }

  Frame frame(String data) {
    return Frame.text(digit + data);
  }
}
