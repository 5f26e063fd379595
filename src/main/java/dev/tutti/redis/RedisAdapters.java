package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.Adapter;
import dev.tutti.socketio.AdapterFactory;
import dev.tutti.socketio.LocalAdapter;
import dev.tutti.socketio.Namespace;

/** Gives each namespace its adapter over one bus. Any thread. */
public final class RedisAdapters implements AdapterFactory {
  private final RedisAdapterConfig config;
  private final String node;
  private final Bus bus;
  private final Scheduler scheduler;

  /**
   * @param node the uid of this node, new with every start; no name that a public room may have
   */
  RedisAdapters(RedisAdapterConfig config, String node, Bus bus, Scheduler scheduler) {
    this.config = config;
    this.node = node;
    this.bus = bus;
    this.scheduler = scheduler;
  }

  /** As above, over the link to the Redis that the nodes share. */
  public static AdapterFactory over(
      RedisLink link, RedisAdapterConfig config, String node, Scheduler scheduler) {
    return new RedisAdapters(config, node, link.bus(), scheduler);
  }

  @Override
  public Adapter create(Namespace namespace, LocalAdapter local) {
    return RedisAdapter.open(namespace, local, dialect(namespace.name()), this);
  }

  private Dialect dialect(String namespace) {
    return bus.sharded()
        ? new ShardedDialect(config.prefix(), namespace, node)
        : new ClassicDialect(config.prefix(), namespace, node);
  }

  RedisAdapterConfig config() {
    return config;
  }

  String node() {
    return node;
  }

  Bus bus() {
    return bus;
  }

  Scheduler scheduler() {
    return scheduler;
  }
}
