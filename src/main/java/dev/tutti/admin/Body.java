package dev.tutti.admin;

import dev.tutti.app.InvalidPayload;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads request bodies: JSON of bounded size, whatever content type they claim. */
final class Body {
  private final JacksonJsonCodec json;
  private final int maxBytes;

  Body(JacksonJsonCodec json, int maxBytes) {
    this.json = json;
    this.maxBytes = maxBytes;
  }

  /**
   * The body as a value of the type.
   *
   * @throws ProblemException {@code body_too_large}
   * @throws dev.tutti.events.EventRejectedException {@code invalid_payload}
   */
  <T> T read(InputStream body, Class<T> type) {
    byte[] bytes = bytes(body);
    if (bytes.length > maxBytes) {
      throw new ProblemException(
          HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "The body is larger than " + maxBytes);
    }
    T value = json.decode(new JsonText(text(bytes)), type);
    if (value == null) {
      throw InvalidPayload.in("");
    }
    return value;
  }

  private byte[] bytes(InputStream body) {
    try {
      return body.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "body_incomplete", "The body could not be read to its end");
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, InvalidPayload.CODE, "The body is not UTF-8");
    }
  }
}
