package dev.tutti.engineio.web;

import dev.tutti.engineio.BodyReceiver;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a POST as it comes, never more than the limit, whatever its length was said to
 * be. The container calls one method at a time.
 */
final class BodyReader implements ReadListener {
  private static final int CHUNK_BYTES = 4096;

  private final ServletInputStream input;
  private final BodyReceiver receiver;
  private final @Nullable String contentType;
  private final int maxBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK_BYTES);
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private boolean done;

  private BodyReader(
      ServletInputStream input, BodyReceiver receiver, @Nullable String contentType, int maxBytes) {
    this.input = input;
    this.receiver = receiver;
    this.contentType = contentType;
    this.maxBytes = maxBytes;
  }

  /** Begins to read the body of a request in asynchronous mode. */
  static void read(HttpServletRequest request, int maxBytes, BodyReceiver receiver)
      throws IOException {
    if (request.getContentLengthLong() > maxBytes) {
      receiver.tooLarge();
      return;
    }
    ServletInputStream input = request.getInputStream();
    input.setReadListener(new BodyReader(input, receiver, request.getContentType(), maxBytes));
  }

  @Override
  public void onDataAvailable() throws IOException {
    // Never isFinished(): on Payara it means that the body has arrived, not that it was read.
    while (!done && input.isReady()) {
      int count = input.read(chunk);
      if (count < 0) {
        return;
      }
      body.write(chunk, 0, count);
      if (body.size() > maxBytes) {
        done = true;
        receiver.tooLarge();
      }
    }
  }

  @Override
  public void onAllDataRead() {
    if (!done) {
      done = true;
      receiver.received(contentType, body.toByteArray());
    }
  }

  @Override
  public void onError(Throwable cause) {
    if (!done) {
      done = true;
      receiver.broken();
    }
  }
}
