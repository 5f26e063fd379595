package dev.tutti.redis;

class ShardedTwoNodesTest extends TwoNodesContract {
  private final MemoryBus.Hub hub = new MemoryBus.Hub(true);

  @Override
  protected Bus bus() {
    return hub.bus();
  }
}
