package dev.tutti.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 as the wire counts and checks it. */
final class Utf8 {
  private Utf8() {}

  /** The bytes that the text takes on the wire, without encoding it. */
  static int length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      // Two more for three-byte characters; a surrogate pair takes four bytes, two for each half.
      bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes;
  }

  /** Whether the text takes more bytes than this; short texts are not even looked at. */
  static boolean longerThan(String text, int maxBytes) {
    return text.length() > maxBytes / 3 && length(text) > maxBytes;
  }

  /** Decodes strictly: malformed input is an error and never becomes a replacement character. */
  static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
