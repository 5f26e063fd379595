package dev.tutti.redis;

import dev.tutti.socketio.Adapter;
import dev.tutti.socketio.AdapterContract;
import dev.tutti.socketio.AdapterFactory;
import org.junit.jupiter.api.AfterEach;

/** What holds for every adapter, over a real Redis with another node that has no sockets. */
class ClassicAdapterOverRedisTest extends AdapterContract {
  private final RedisLinks links = new RedisLinks(false);

  @Override
  protected AdapterFactory adapters() {
    new Node("-other", links.bus());
    WatchedBus bus = new WatchedBus(links.bus());
    RedisAdapters adapters =
        new RedisAdapters(RedisAdapterConfig.defaults(), "-this", bus, scheduler);
    return (namespace, local) -> {
      Adapter adapter = adapters.create(namespace, local);
      bus.ready();
      return adapter;
    };
  }

  @AfterEach
  void close() {
    links.close();
  }
}
