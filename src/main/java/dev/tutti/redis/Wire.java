package dev.tutti.redis;

import java.io.IOException;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * A connection that can be written to without an answer being awaited: one thread may write while
 * another reads.
 */
final class Wire extends Connection {

  Wire(HostAndPort address, JedisClientConfig config) {
    super(address, config);
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
}
