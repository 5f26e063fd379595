package dev.tutti.redis;

class ClassicTwoNodesTest extends TwoNodesContract {
  private final MemoryBus.Hub hub = new MemoryBus.Hub(false);

  @Override
  protected Bus bus() {
    return hub.bus();
  }
}
