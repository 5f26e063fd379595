package dev.tutti.redis;

class ClassicTwoNodesOverRedisTest extends TwoNodesOverRedisContract {
  ClassicTwoNodesOverRedisTest() {
    super(false);
  }
}
