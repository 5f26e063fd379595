package dev.tutti.redis;

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

  /** Ends the connection from any thread, also when another is stuck in it. */
  void cut() {
    try {
      forceDisconnect();
    } catch (java.io.IOException e) {
      // The socket is closed for both sides all the same.
      setBroken();
    }
  }
}
