package dev.tutti.socketio;

import org.jspecify.annotations.Nullable;

/** The kinds of packets of Socket.IO 5, each with its digit on the wire. */
enum PacketType {
  CONNECT('0', false),
  DISCONNECT('1', false),
  EVENT('2', false),
  ACK('3', false),
  CONNECT_ERROR('4', false),
  BINARY_EVENT('5', true),
  BINARY_ACK('6', true);

  private static final PacketType[] BY_DIGIT = values();

  private final char digit;
  private final boolean hasAttachments;

  PacketType(char digit, boolean hasAttachments) {
    this.digit = digit;
    this.hasAttachments = hasAttachments;
  }

  char digit() {
    return digit;
  }

  /** Whether a count of attachments follows the digit. */
  boolean hasAttachments() {
    return hasAttachments;
  }

  static @Nullable PacketType ofDigit(char digit) {
    for (PacketType type : BY_DIGIT) {
      if (type.digit == digit) {
        return type;
      }
    }
    return null;
  }
}
