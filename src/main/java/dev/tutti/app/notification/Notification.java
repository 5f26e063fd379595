package dev.tutti.app.notification;

import dev.tutti.app.InvalidPayload;
import dev.tutti.events.EventRejectedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a back end tells users. The server adds {@code timestamp} and {@code id}; there is no way to
 * set them.
 *
 * @param type a word for programs: letters, digits and {@code . _ : -}, at most 64
 * @param message a sentence for people, if any
 * @param data anything that can be written as JSON, if any
 */
public record Notification(String type, @Nullable String message, @Nullable Object data) {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  /**
   * Checks the type.
   *
   * @throws EventRejectedException {@code invalid_payload}
   */
  public Notification {
    if (!TYPE.matcher(type).matches()) {
      throw InvalidPayload.in("type");
    }
  }

  /** A notification without data. */
  public static Notification of(String type, @Nullable String message) {
    return new Notification(type, message, null);
  }
}
