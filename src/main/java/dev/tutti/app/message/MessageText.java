package dev.tutti.app.message;

import dev.tutti.app.Characters;
import dev.tutti.app.InvalidPayload;
import dev.tutti.events.EventRejectedException;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is delivered: in normalization form C, without controls (line feed and tab stay),
 * without characters that turn the direction of what follows, and without zero-width ones that join
 * nothing. Those are taken out rather than refused, since they come along with pasted text; the
 * sender reads in {@code message-sent} what was delivered.
 */
record MessageText(String value) {
  private static final String FIELD = "message";

  /** The most that normalization shortens a text by: decomposed Hangul, three to one. */
  private static final int MAX_COMPOSITION = 3;

  /**
   * Cleans and checks what a client wrote.
   *
   * @throws EventRejectedException {@code invalid_payload} when there is no visible text or it is
   *     not Unicode, {@code message_too_long}
   */
  static MessageText of(@Nullable String raw, int maxCodePoints) {
    if (raw == null) {
      throw InvalidPayload.in(FIELD);
    }
    if (raw.length() > 2L * MAX_COMPOSITION * maxCodePoints) {
      throw tooLong();
    }
    // Most messages need no cleaning, which costs more than all the rest.
    String clean = Characters.plainAscii(raw) ? raw : normalized(raw);
    if (Characters.blank(clean)) {
      throw InvalidPayload.in(FIELD);
    }
    if (clean.codePointCount(0, clean.length()) > maxCodePoints) {
      throw tooLong();
    }
    return new MessageText(clean);
  }

  private static String normalized(String raw) {
    if (raw.codePoints().anyMatch(Characters::loneSurrogate)) {
      throw InvalidPayload.in(FIELD);
    }
    return Normalizer.normalize(clean(raw), Normalizer.Form.NFC);
  }

  private static String clean(String raw) {
    StringBuilder clean = new StringBuilder(raw.length());
    raw.replace("\r\n", "\n")
        .codePoints()
        .filter(MessageText::kept)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean kept(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\t'
        || !(Characters.control(codePoint)
            || Characters.directionOverride(codePoint)
            || Characters.needlessInvisible(codePoint));
  }

  private static EventRejectedException tooLong() {
    return new EventRejectedException("message_too_long", "Message too long", FIELD, null, false);
  }
}
