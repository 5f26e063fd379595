package dev.tutti.engineio.web;

import dev.tutti.engineio.BodyReceiver;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Reads the body of a POST, never more than the limit, whatever its length was said to be. The
 * container's thread waits for a slow client, but no lock does, and no longer than the session
 * lives. ({@code ReadListener} would not wait, but Payara goes on calling it after the request has
 * ended and been reused.)
 */
final class BodyReader {
  private static final int CHUNK_BYTES = 4096;

  private BodyReader() {}

  /**
   * @param answered whether the body is of no interest any more
   */
  static void read(
      HttpServletRequest request, int maxBytes, BodyReceiver receiver, BooleanSupplier answered) {
    if (request.getContentLengthLong() > maxBytes) {
      receiver.tooLarge();
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK_BYTES);
    try {
      ServletInputStream input = request.getInputStream();
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
        body.write(chunk, 0, count);
        if (body.size() > maxBytes) {
          receiver.tooLarge();
          return;
        }
        if (answered.getAsBoolean()) {
          return;
        }
      }
    } catch (IOException e) {
      receiver.broken();
      return;
    }
    receiver.received(request.getContentType(), body.toByteArray());
  }
}
