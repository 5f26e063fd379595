package dev.tutti.events;

import dev.tutti.socketio.JsonText;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a JSON generator writes: a small value comes in one piece and is copied once. Its
 * binary values are kept beside it. Not thread-safe.
 */
final class JsonTextWriter extends Writer {
  private @Nullable String first;
  private @Nullable StringBuilder all;
  private @Nullable List<byte[]> attachments;

  /**
   * Keeps a binary value.
   *
   * @return its number
   */
  int attach(byte[] value) {
    if (attachments == null) {
      attachments = new ArrayList<>(2);
    }
    attachments.add(value);
    return attachments.size() - 1;
  }

  /** How many binary values are kept. */
  int attachments() {
    return attachments == null ? 0 : attachments.size();
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    if (first == null) {
      first = new String(buffer, offset, length);
      return;
    }
    if (all == null) {
      all = new StringBuilder(first.length() + 4 * length).append(first);
    }
    all.append(buffer, offset, length);
  }

  /** What was written. */
  JsonText toJsonText() {
    String text = all != null ? all.toString() : first != null ? first : "";
    return attachments == null ? new JsonText(text) : new JsonText(text, attachments);
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
