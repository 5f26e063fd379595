package dev.tutti.engineio;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One outbound Engine.IO packet, encoded once and shared by all its receivers. Immutable. Text
 * carries its type digit; binary is always a message and carries none. Engine.IO 4, "Packet
 * encoding".
 */
public final class Frame {
  private final @Nullable String text;
  private final byte @Nullable [] binary;
  private final int sizeBytes;

  /** Made when a WebSocket first wants it; a race makes it twice, which does no harm. */
  private byte @Nullable [] encoded;

  private Frame(
      @Nullable String text, byte @Nullable [] binary, int sizeBytes, byte @Nullable [] encoded) {
    this.text = text;
    this.binary = binary;
    this.sizeBytes = sizeBytes;
    this.encoded = encoded;
  }

  /** A text packet whose first character is the type digit, {@code 4} for a message. */
  public static Frame text(String packet) {
    return new Frame(packet, null, Utf8.length(packet), null);
  }

  /** A binary message; the array must not be changed afterwards. */
  public static Frame binary(byte[] message) {
    return new Frame(null, message, message.length, null);
  }

  /** Frames that leave a WebSocket in one write; it has only its {@link #encoded()} form. */
  static Frame merged(List<Frame> frames) {
    int length = 0;
    for (Frame frame : frames) {
      length += frame.encoded().length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (Frame frame : frames) {
      byte[] one = frame.encoded();
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    return new Frame(null, null, length, all);
  }

  /** Whether this is a binary message, which has no text. */
  public boolean isBinary() {
    return binary != null;
  }

  /** The text packet with its digit. */
  public String text() {
    return Objects.requireNonNull(text, "a binary frame has no text");
  }

  /** The binary message; not to be changed. */
  public byte[] binary() {
    return Objects.requireNonNull(binary, "a text frame has no binary");
  }

  /** As a server puts it on a WebSocket, header and all; not to be changed. RFC 6455, 5.2. */
  public byte[] encoded() {
    byte[] bytes = encoded;
    if (bytes == null) {
      bytes = text != null ? WebSocketFrame.text(text) : WebSocketFrame.binary(binary());
      encoded = bytes;
    }
    return bytes;
  }

  /** The size on a WebSocket, without the frame header. */
  public int sizeBytes() {
    return sizeBytes;
  }
}
