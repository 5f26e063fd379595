package dev.tutti.app.room;

import dev.tutti.app.Characters;
import dev.tutti.app.session.UserRoom;
import dev.tutti.events.EventRejectedException;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a public room: what clients may name. It begins with a letter or a digit of any
 * script, has at most 128 code points, and neither controls nor characters that nobody sees. {@code
 * user:} in any case is reserved for the rooms of users, and ids of sockets begin with {@code _},
 * so no public room can be one of those.
 *
 * @param value in Unicode normalization form C, so that a name typed on any device is the same
 */
public record RoomName(String value) {
  /** The longest name in code points. */
  public static final int MAX_CODE_POINTS = 128;

  /** The code on the wire of a name that is refused. */
  public static final String INVALID = "room_invalid";

  /**
   * Takes a name as a client or a back end gives it.
   *
   * @throws EventRejectedException {@code room_invalid}
   */
  public RoomName {
    // Bounded before any work is done on it: a code point has at most two units, and normalization
    // shortens a text to a third at most.
    if (value.isEmpty() || value.length() > 6 * MAX_CODE_POINTS) {
      throw invalid();
    }
    value = Normalizer.normalize(value, Normalizer.Form.NFC);
    if (value.codePointCount(0, value.length()) > MAX_CODE_POINTS
        || !Character.isLetterOrDigit(value.codePointAt(0))
        || value.toLowerCase(Locale.ROOT).startsWith(UserRoom.PREFIX)
        || !value.codePoints().allMatch(RoomName::allowed)) {
      throw invalid();
    }
  }

  /**
   * As the constructor, for a value that may be absent.
   *
   * @throws EventRejectedException {@code room_invalid}
   */
  public static RoomName of(@Nullable String value) {
    if (value == null) {
      throw invalid();
    }
    return new RoomName(value);
  }

  private static boolean allowed(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> !Characters.invisible(codePoint);
    };
  }

  private static EventRejectedException invalid() {
    return new EventRejectedException(INVALID, "Invalid room name", "room", null, false);
  }

  @Override
  public String toString() {
    return value;
  }
}
