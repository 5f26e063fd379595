package dev.tutti.engineio;

import java.util.Base64;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Packets as texts, and joined for one HTTP body. Engine.IO 4, "Payload encoding". */
final class Payload {
  private static final char SEPARATOR = '\u001e';

  private Payload() {}

  /** The frame as text, binary as base64. */
  static String text(Frame frame) {
    return frame.isBinary()
        ? PacketType.BASE64 + Base64.getEncoder().encodeToString(frame.binary())
        : frame.text();
  }

  static String join(Iterable<Frame> frames) {
    StringBuilder payload = new StringBuilder();
    for (Frame frame : frames) {
      if (payload.length() > 0) {
        payload.append(SEPARATOR);
      }
      payload.append(text(frame));
    }
    return payload.toString();
  }

  /**
   * The packets of a body one after the other, so that those before a bad one are processed. An
   * empty body is one empty packet, and so is what a dangling separator leaves.
   */
  static Iterator<String> split(String payload) {
    return new Iterator<>() {
      private int start;

      @Override
      public boolean hasNext() {
        return start <= payload.length();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int separator = payload.indexOf(SEPARATOR, start);
        int end = separator < 0 ? payload.length() : separator;
        String packet = payload.substring(start, end);
        start = end + 1;
        return packet;
      }
    };
  }
}
