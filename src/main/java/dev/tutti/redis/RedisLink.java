package dev.tutti.redis;

import dev.tutti.redis.RedisObserver.Line;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * This node's connections to Redis: one for commands, one for publications, one for subscriptions,
 * each kept up by threads of its own until the link is closed. Any thread.
 */
public final class RedisLink implements RedisCommands, AutoCloseable {
  private final RedisConfig config;
  private final RequestLine commands;
  private final RequestLine publications;
  private final SubscriptionLine subscriptions;
  private final RedisBus bus;

  private RedisLink(
      RedisConfig config, boolean sharded, ThreadFactory threads, RedisObserver observer) {
    this.config = config;
    Switchboard switchboard = new Switchboard(config);
    Dialer dialer = () -> switchboard.server(config.servers().get(0));
    commands =
        new RequestLine(
            Line.COMMANDS,
            dialer,
            config.timing(),
            config.bounds().commandBytes(),
            threads,
            observer,
            error -> {});
    publications =
        new RequestLine(
            Line.PUBLICATIONS,
            dialer,
            config.timing(),
            config.bounds().publicationBytes(),
            threads,
            observer,
            error -> {});
    subscriptions = new SubscriptionLine(dialer, config.timing(), threads, observer);
    bus = new RedisBus(sharded, publications, subscriptions);
  }

  /**
   * Begins to connect.
   *
   * @param sharded whether the nodes hear one another by sharded channels
   */
  static RedisLink open(
      RedisConfig config, boolean sharded, ThreadFactory threads, RedisObserver observer) {
    return new RedisLink(config, sharded, threads, observer);
  }

  RedisConfig config() {
    return config;
  }

  Bus bus() {
    return bus;
  }

  @Override
  public CompletionStage<@Nullable Object> run(
      Script script, List<String> keys, List<String> args) {
    Request request = Request.script(script, keys, args);
    commands.send(request);
    return request.answer();
  }

  /** Whether all connections are there. */
  public boolean up() {
    return commands.up() && publications.up() && subscriptions.up();
  }

  @Override
  public void close() {
    commands.close();
    publications.close();
    subscriptions.close();
  }
}
