package dev.tutti.engineio.web;

import dev.tutti.engineio.Frame;
import dev.tutti.engineio.FrameSender;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Payara only: hands encoded frames to the writer below a Tyrus session. A broadcast is encoded
 * once for all its receivers, and what waits for one of them leaves in one write. Loaded only where
 * {@link TyrusWriter} found that writer. See docs/decisions/0007.
 */
final class TyrusFrameSender extends CompletionHandler<ByteBuffer> implements FrameSender {
  private final BooleanSupplier open;
  private final Writer writer;
  private final IntConsumer closer;
  private @Nullable Completion completion;

  /**
   * @param open whether the session is open
   * @param closer closes the session with a status
   */
  TyrusFrameSender(BooleanSupplier open, Writer writer, IntConsumer closer) {
    this.open = open;
    this.writer = writer;
    this.closer = closer;
  }

  @Override
  public boolean merges() {
    return true;
  }

  @Override
  public void send(Frame frame, Completion next) {
    if (!open.getAsBoolean()) {
      // Nothing may follow the close frame that Tyrus has sent or answered.
      next.failed(new IllegalStateException("the web socket is closed"));
      return;
    }
    // Seen by the thread that completes, since the writer takes its lock on both.
    completion = next;
    writer.write(ByteBuffer.wrap(frame.encoded()), this);
  }

  @Override
  public void completed(ByteBuffer written) {
    if (completion != null) {
      completion.sent();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (completion != null) {
      completion.failed(cause);
    }
  }

  @Override
  public void cancelled() {
    failed(new IllegalStateException("the write was cancelled"));
  }

  @Override
  public void close(int status) {
    closer.accept(status);
  }
}
