package dev.tutti.redis;

import java.util.concurrent.CompletionStage;

/**
 * Messages between nodes over Redis' pub/sub, classic or sharded: one of the two for its whole
 * life. What one caller publishes to a channel arrives in its order, at most once; while Redis is
 * away it is lost. Any thread may call; nothing blocks.
 */
interface Bus {

  /** Whether channels are sharded: SPUBLISH and SSUBSCRIBE. */
  boolean sharded();

  /**
   * Queues a message, at once refused when the queue has no room for it.
   *
   * @return completes when Redis has taken it; fails with {@link RedisUnavailableException}
   */
  CompletionStage<Void> publish(String channel, byte[] message);

  /**
   * Hears a channel from some moment on, again after each loss of the connection.
   *
   * @param receiver runs on the subscribing thread, one message after the other: must not block
   */
  Subscription subscribe(String channel, Receiver receiver);

  /**
   * As {@link #subscribe} with Redis' pattern.
   *
   * @throws UnsupportedOperationException when channels are sharded: they have no patterns
   */
  Subscription subscribePattern(String pattern, Receiver receiver);

  /**
   * How many connections hear a channel.
   *
   * @return fails with {@link RedisUnavailableException}
   */
  CompletionStage<Integer> subscribers(String channel);

  /** Takes what arrives. */
  @FunctionalInterface
  interface Receiver {
    /** A message, not to be changed. */
    void received(String channel, byte[] message);
  }

  /** A subscription that lasts until it is closed. */
  interface Subscription {

    /** Completes when Redis has confirmed it for the first time. */
    CompletionStage<Void> established();

    /** Hears no more; what is under way may still arrive. */
    void close();
  }
}
