package dev.tutti.engineio;

import org.jspecify.annotations.Nullable;

/**
 * Merges what a thread sends outside of sessions' handling: where the server can write several
 * frames at once, those for one client wait for the next {@link #flush} or the {@link #close}, or
 * until many clients wait. Sessions' handling that begins meanwhile on this thread is merged by
 * itself and keeps the order. For the thread that opened it; nothing may block between a send and
 * its flush.
 */
public final class SendBatch implements AutoCloseable {
  private final Cork cork = new Cork();
  private final @Nullable Cork before;

  private SendBatch() {
    before = cork.enter();
  }

  /** From now on, what this thread sends is merged. */
  public static SendBatch open() {
    return new SendBatch();
  }

  /** Sends what waits. */
  public void flush() {
    cork.flush();
  }

  /** Sends what waits; from now on, what this thread sends leaves at once. */
  @Override
  public void close() {
    cork.leave(before);
    cork.flush();
  }
}
