package dev.tutti.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * A connection that can be written to without an answer being awaited: one thread may write while
 * another reads.
 */
final class Wire extends Connection {
  /** Jedis' own stream, and what reads ahead of it. */
  private @Nullable RedisInputStream source;

  private @Nullable RedisInputStream ahead;
  private volatile @Nullable Runnable beforeWaiting;

  Wire(HostAndPort address, JedisClientConfig config) {
    super(address, config);
  }

  /** Has something run on the reading thread before each time that it waits for the server. */
  void beforeWaiting(Runnable task) {
    beforeWaiting = task;
  }

  /** Whether something is there to be read, perhaps not a whole message. */
  boolean hasMore() {
    try {
      return ahead != null && ahead.available() > 0;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  /** Also called by the constructor of the class above, to sign in. */
  @Override
  protected Object protocolRead(RedisInputStream in, PushConsumerChain consumers) {
    RedisInputStream stream = ahead;
    if (stream == null || source != in) {
      stream = new RedisInputStream(new Awaited(in));
      ahead = stream;
      source = in;
    }
    return super.protocolRead(stream, consumers);
  }

  /** Sends what has been written. */
  void push() {
    flush();
  }

  /**
   * Ends the connection at once, from any thread, also while another is stuck in it: nothing that
   * has been written is waited for.
   */
  @Override
  public void close() {
    try {
      forceDisconnect();
    } catch (IOException e) {
      // The socket is closed for both sides all the same.
      setBroken();
    }
  }

  /** Says so before a read that finds nothing to read. */
  private final class Awaited extends FilterInputStream {

    Awaited(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Runnable task = beforeWaiting;
      if (task != null && in.available() <= 0) {
        task.run();
      }
      return in.read(buffer, offset, length);
    }
  }
}
