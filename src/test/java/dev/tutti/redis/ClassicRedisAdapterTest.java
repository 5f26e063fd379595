package dev.tutti.redis;

import dev.tutti.socketio.AdapterContract;
import dev.tutti.socketio.AdapterFactory;

/** What holds for every adapter, with another node that has no sockets. */
class ClassicRedisAdapterTest extends AdapterContract {

  @Override
  protected AdapterFactory adapters() {
    MemoryBus.Hub hub = new MemoryBus.Hub(false);
    new Node("-other", hub.bus());
    return new RedisAdapters(RedisAdapterConfig.defaults(), "-this", hub.bus(), scheduler);
  }
}
