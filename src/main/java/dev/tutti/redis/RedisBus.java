package dev.tutti.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** The bus over one server. */
final class RedisBus implements Bus {
  private final boolean sharded;
  private final RequestLine publications;
  private final SubscriptionLine subscriptions;

  RedisBus(boolean sharded, RequestLine publications, SubscriptionLine subscriptions) {
    this.sharded = sharded;
    this.publications = publications;
    this.subscriptions = subscriptions;
  }

  @Override
  public boolean sharded() {
    return sharded;
  }

  @Override
  public CompletionStage<Void> publish(String channel, byte[] message) {
    Command command = sharded ? Command.SPUBLISH : Command.PUBLISH;
    Request request = Request.of(command, Request.utf8(channel), message);
    publications.send(request);
    return request.answer().thenAccept(receivers -> {});
  }

  @Override
  public Subscription subscribe(String channel, Receiver receiver) {
    SubscriptionLine.Kind kind =
        sharded ? SubscriptionLine.Kind.SHARDED : SubscriptionLine.Kind.CHANNEL;
    return subscriptions.subscribe(kind, channel, receiver);
  }

  @Override
  public Subscription subscribePattern(String pattern, Receiver receiver) {
    if (sharded) {
      throw new UnsupportedOperationException("sharded channels have no patterns");
    }
    return subscriptions.subscribe(SubscriptionLine.Kind.PATTERN, pattern, receiver);
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    String subcommand = sharded ? "SHARDNUMSUB" : "NUMSUB";
    Request request = Request.of(Command.PUBSUB, Request.utf8(subcommand), Request.utf8(channel));
    publications.send(request);
    return request.answer().thenApply(RedisBus::count);
  }

  /** Of an answer that repeats the channel before its number. */
  private static int count(@Nullable Object answer) {
    if (answer instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Long count) {
      return Math.toIntExact(count);
    }
    throw new IllegalStateException("not the answer to PUBSUB: " + answer);
  }
}
