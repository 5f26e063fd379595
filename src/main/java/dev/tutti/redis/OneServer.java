package dev.tutti.redis;

import dev.tutti.redis.Bus.Receiver;
import dev.tutti.redis.Bus.Subscription;
import dev.tutti.redis.RedisObserver.Line;
import java.util.concurrent.CompletionStage;

/** Lines to one server at a time: the only one, or the master that sentinels name. */
final class OneServer implements Lines {
  private final boolean sharded;
  private final RequestLine commands;
  private final RequestLine publications;
  private final SubscriptionLine subscriptions;

  OneServer(RedisConfig config, Switchboard switchboard, boolean sharded, LineSetup setup) {
    this.sharded = sharded;
    Dialer dialer = switchboard::master;
    RedisConfig.Bounds bounds = config.bounds();
    commands =
        new RequestLine(Line.COMMANDS, dialer, bounds.commandBytes(), setup, Answers::elsewhere);
    publications =
        new RequestLine(
            Line.PUBLICATIONS, dialer, bounds.publicationBytes(), setup, Answers::elsewhere);
    subscriptions = new SubscriptionLine(dialer, setup, () -> {});
  }

  @Override
  public void command(String key, Request request) {
    commands.send(request);
  }

  @Override
  public void publication(String channel, Request request) {
    publications.send(request);
  }

  @Override
  public Subscription subscribe(SubscriptionLine.Kind kind, String name, Receiver receiver) {
    return subscriptions.subscribe(kind, name, receiver);
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    Request request = Request.subscribers(channel, sharded);
    commands.send(request);
    return request.answer().thenApply(Answers::subscribers);
  }

  @Override
  public boolean up() {
    return commands.up() && publications.up() && subscriptions.up();
  }

  @Override
  public void cutStuck() {
    commands.cutWhenStuck();
    publications.cutWhenStuck();
  }

  @Override
  public void close() {
    commands.close();
    publications.close();
    subscriptions.close();
  }
}
