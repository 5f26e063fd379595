package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;

/** One TCP connection. */
final class Link {
  private static final byte[] NOTHING = {};

  /** What happens on it. */
  interface Handler {
    void opened();

    /**
     * @param data holds what came and was not consumed before
     * @return how much of it was consumed
     */
    int received(byte[] data);

    void lost(String why);
  }

  private final Loop loop;
  private final Handler handler;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>(2);
  private byte[] rest = NOTHING;
  private boolean closed;

  Link(Loop loop, URI url, Handler handler) throws IOException {
    this.loop = loop;
    this.handler = handler;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(loop.selector, SelectionKey.OP_CONNECT, this);
    channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
  }

  void ready() {
    try {
      if (key.isValid() && key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        handler.opened();
      }
      if (key.isValid() && key.isWritable()) {
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        read();
      }
    } catch (IOException | RuntimeException e) {
      lose(e.toString());
    }
  }

  void write(ByteBuffer data) {
    if (closed) {
      return;
    }
    try {
      if (waiting.isEmpty()) {
        channel.write(data);
      }
      if (data.hasRemaining()) {
        waiting.add(data);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      lose(e.toString());
    }
  }

  private void flush() throws IOException {
    while (!waiting.isEmpty()) {
      channel.write(waiting.peek());
      if (waiting.peek().hasRemaining()) {
        return;
      }
      waiting.poll();
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void read() throws IOException {
    ByteBuffer buffer = loop.readBuffer.clear();
    int got = channel.read(buffer);
    if (got < 0) {
      lose("closed by the server");
      return;
    }
    byte[] data = Arrays.copyOf(rest, rest.length + got);
    buffer.flip().get(data, rest.length, got);
    int consumed = handler.received(data);
    rest = consumed == data.length ? NOTHING : Arrays.copyOfRange(data, consumed, data.length);
  }

  private void lose(String why) {
    if (!closed) {
      close();
      handler.lost(why);
    }
  }

  void close() {
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      System.err.println("a connection could not be closed: " + e);
    }
  }
}
