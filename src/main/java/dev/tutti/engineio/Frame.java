package dev.tutti.engineio;

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

  private Frame(@Nullable String text, byte @Nullable [] binary, int sizeBytes) {
    this.text = text;
    this.binary = binary;
    this.sizeBytes = sizeBytes;
  }

  /** A text packet whose first character is the type digit, {@code 4} for a message. */
  public static Frame text(String packet) {
    return new Frame(packet, null, Utf8.length(packet));
  }

  /** A binary message; the array must not be changed afterwards. */
  public static Frame binary(byte[] message) {
    return new Frame(null, message, message.length);
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

  /** The size on a WebSocket, without the frame header. */
  public int sizeBytes() {
    return sizeBytes;
  }
}
