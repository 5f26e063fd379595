package dev.tutti.redis;

/** Makes connections to where they have to go at the moment. May block; any thread. */
@FunctionalInterface
interface Dialer {

  /**
   * A new connection, signed in.
   *
   * @throws redis.clients.jedis.exceptions.JedisException when there is none to be had
   */
  Wire dial();
}
