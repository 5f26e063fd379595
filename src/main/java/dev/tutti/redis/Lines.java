package dev.tutti.redis;

import dev.tutti.redis.Bus.Receiver;
import dev.tutti.redis.Bus.Subscription;
import java.util.concurrent.CompletionStage;

/** The connections to all servers that a node has to do with. Any thread; nothing blocks. */
interface Lines extends AutoCloseable {

  /** Sends a command about a key, or several of the same slot, to the server in charge. */
  void command(String key, Request request);

  /** Sends a publication, in the order of the calls for each channel. */
  void publication(String channel, Request request);

  Subscription subscribe(SubscriptionLine.Kind kind, String name, Receiver receiver);

  /** How many connections hear a channel, wherever they are. */
  CompletionStage<Integer> subscribers(String channel);

  /** Whether every connection is there. */
  boolean up();

  /** Ends connections whose server takes too long; to be called now and then. */
  void cutStuck();

  @Override
  void close();
}
