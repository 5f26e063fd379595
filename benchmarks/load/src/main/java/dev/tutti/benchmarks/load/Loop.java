package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The one thread that serves all connections. */
final class Loop implements AutoCloseable {
  private static final int READ_BYTES = 1 << 18;

  final Selector selector;

  /** Shared by all connections, since one is read at a time. */
  final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);

  Loop() throws IOException {
    this.selector = Selector.open();
  }

  /** Waits for events for at most this long, and serves them. */
  void turn(long millis) throws IOException {
    if (millis <= 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
    var keys = selector.selectedKeys();
    for (SelectionKey key : keys) {
      ((Link) key.attachment()).ready();
    }
    keys.clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
