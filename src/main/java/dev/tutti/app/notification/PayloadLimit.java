package dev.tutti.app.notification;

import dev.tutti.app.InvalidPayload;
import dev.tutti.events.EventRejectedException;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes payloads once and refuses those that are too large. Thread-safe. */
final class PayloadLimit {
  private final JsonCodec json;
  private final int maxBytes;

  PayloadLimit(JsonCodec json, int maxBytes) {
    this.json = json;
    this.maxBytes = maxBytes;
  }

  /**
   * The value as JSON.
   *
   * @throws EventRejectedException {@code payload_too_large}, or {@code invalid_payload} when it
   *     cannot be written
   */
  JsonText encode(@Nullable Object value) {
    JsonText text = written(value);
    long bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
    for (byte[] attachment : text.attachments()) {
      bytes += attachment.length;
    }
    if (bytes > maxBytes) {
      throw new EventRejectedException("payload_too_large", "Payload too large");
    }
    return text;
  }

  private JsonText written(@Nullable Object value) {
    try {
      return json.encode(value);
    } catch (IllegalArgumentException e) {
      throw InvalidPayload.in("data");
    }
  }
}
