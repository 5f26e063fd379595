package dev.tutti;

import dev.tutti.engineio.Scheduler;
import dev.tutti.redis.NodeName;
import dev.tutti.redis.RedisAdapterConfig;
import dev.tutti.redis.RedisAdapters;
import dev.tutti.redis.RedisConfig;
import dev.tutti.redis.RedisLink;
import dev.tutti.redis.RedisObserver;
import dev.tutti.socketio.AdapterFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What all nodes share by way of Redis, where one is configured. */
@ApplicationScoped
class SharedRedis {
  @Inject Threads threads;

  @Produces
  @Singleton
  Optional<RedisLink> link(RedisConfig config, Scheduler scheduler, RedisObserver observer) {
    return config.configured()
        ? Optional.of(RedisLink.open(config, scheduler, threads.factory(), observer))
        : Optional.empty();
  }

  @Produces
  @Singleton
  NodeName node() {
    return NodeName.random();
  }

  /** How namespaces reach the other nodes. */
  @Produces
  @Singleton
  AdapterFactory adapters(
      Optional<RedisLink> link, RedisConfig config, NodeName node, Scheduler scheduler) {
    return link.map(
            shared ->
                RedisAdapters.over(
                    shared, RedisAdapterConfig.of(config.channelPrefix()), id(node), scheduler))
        .orElse(AdapterFactory.LOCAL);
  }

  /** The node's id among all nodes, for messages and presence alike: no public room is like it. */
  static String id(NodeName node) {
    return "_" + node.value();
  }

  /** Static: WildFly gives up a disposer whose own bean has gone before. */
  static void close(@Disposes Optional<RedisLink> link) {
    link.ifPresent(RedisLink::close);
  }
}
