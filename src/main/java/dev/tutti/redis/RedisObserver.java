package dev.tutti.redis;

/** Hears what happens between this node and Redis. Any thread; must not block. */
public interface RedisObserver {

  /** What a connection is for. */
  enum Line {
    COMMANDS,
    PUBLICATIONS,
    SUBSCRIPTIONS
  }

  /** A connection is there. */
  default void connected(Line line) {}

  /** A connection that was there has been lost or given up. */
  default void lost(Line line) {}

  /** A batch has been answered. */
  default void exchanged(Line line, int requests, long nanos) {}

  /** Bytes that wait, more or, negative, fewer. */
  default void waiting(Line line, long bytes) {}

  /** A request was refused or lost because the server is away or too much waits. */
  default void failed(Line line, int requests) {}

  /** A message has arrived. */
  default void received(int bytes) {}

  /** Nobody listens. */
  static RedisObserver none() {
    return new RedisObserver() {};
  }
}
