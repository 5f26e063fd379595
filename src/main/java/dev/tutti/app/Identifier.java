package dev.tutti.app;

import dev.tutti.events.EventRejectedException;
import org.jspecify.annotations.Nullable;

/** An opaque name that comes from a client or a back end, such as a user's or a song's. */
public final class Identifier {
  /** The longest identifier in UTF-16 units. */
  public static final int MAX_LENGTH = 255;

  private Identifier() {}

  /**
   * The value, if it can be an identifier: there, not blank, of bounded length, without controls.
   *
   * @param field the part of the payload that is blamed
   * @throws EventRejectedException {@code invalid_payload}
   */
  public static String require(@Nullable String value, String field) {
    if (value == null
        || value.length() > MAX_LENGTH
        || Characters.blank(value)
        || Characters.unsafe(value)) {
      throw InvalidPayload.in(field);
    }
    return value;
  }
}
