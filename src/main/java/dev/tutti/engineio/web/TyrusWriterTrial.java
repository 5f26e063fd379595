package dev.tutti.engineio.web;

import dev.tutti.engineio.Frame;
import dev.tutti.engineio.FrameSender;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Sends one frame to a writer of its own, so that a Tyrus whose interface is another one shows
 * before a client is connected.
 */
final class TyrusWriterTrial extends Writer implements FrameSender.Completion {
  private int written;
  private boolean sent;

  private TyrusWriterTrial() {}

  /**
   * Tries.
   *
   * @throws IllegalStateException when the frame was not written, or that was not reported
   * @throws LinkageError when Tyrus has not what is called
   */
  static void run() {
    TyrusWriterTrial trial = new TyrusWriterTrial();
    Frame frame = Frame.text("6");
    new TyrusFrameSender(() -> true, trial, status -> {}).send(frame, trial);
    if (!trial.sent || trial.written != frame.encoded().length) {
      throw new IllegalStateException("a frame was not written");
    }
  }

  @Override
  public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
    written = frame.remaining();
    handler.completed(frame);
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public void sent() {
    sent = true;
  }

  @Override
  public void failed(Throwable cause) {
    throw new IllegalStateException(cause);
  }
}
