package dev.tutti.redis;

import java.util.concurrent.CompletionStage;
import redis.clients.jedis.Protocol.Command;

/** The bus over whatever servers there are. */
final class RedisBus implements Bus {
  private final boolean sharded;
  private final Lines lines;

  RedisBus(boolean sharded, Lines lines) {
    this.sharded = sharded;
    this.lines = lines;
  }

  @Override
  public boolean sharded() {
    return sharded;
  }

  @Override
  public CompletionStage<Void> publish(String channel, byte[] message) {
    Command command = sharded ? Command.SPUBLISH : Command.PUBLISH;
    Request request = Request.of(command, Request.utf8(channel), message);
    lines.publication(channel, request);
    return request.answer().thenAccept(receivers -> {});
  }

  @Override
  public Subscription subscribe(String channel, Receiver receiver) {
    SubscriptionLine.Kind kind =
        sharded ? SubscriptionLine.Kind.SHARDED : SubscriptionLine.Kind.CHANNEL;
    return lines.subscribe(kind, channel, receiver);
  }

  @Override
  public Subscription subscribePattern(String pattern, Receiver receiver) {
    if (sharded) {
      throw new UnsupportedOperationException("sharded channels have no patterns");
    }
    return lines.subscribe(SubscriptionLine.Kind.PATTERN, pattern, receiver);
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    return lines.subscribers(channel);
  }
}
