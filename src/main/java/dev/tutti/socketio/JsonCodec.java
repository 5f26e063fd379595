package dev.tutti.socketio;

import org.jspecify.annotations.Nullable;

/** Turns values of the application into JSON. Thread-safe. */
@FunctionalInterface
public interface JsonCodec {

  /**
   * The value as JSON. A {@link JsonText} is taken as it is; {@code byte[]} anywhere inside becomes
   * an attachment.
   *
   * @throws IllegalArgumentException when the value cannot be written
   */
  JsonText encode(@Nullable Object value);
}
