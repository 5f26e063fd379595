package dev.tutti.monitoring;

import static dev.tutti.monitoring.Figures.known;

import dev.tutti.redis.RedisObserver;

/** Hears what happens between this node and Redis. Any thread. */
final class RedisMonitor implements RedisObserver {
  private final RedisFigures figures;

  RedisMonitor(Figures figures) {
    this.figures = figures.redis;
  }

  @Override
  public void connected(Line line) {
    known(figures.connections, line).increment();
  }

  @Override
  public void lost(Line line) {
    known(figures.connections, line).decrement();
    known(figures.losses, line).add(1);
  }

  @Override
  public void exchanged(Line line, int requests, long nanos) {
    known(figures.requests, line).add(requests);
    known(figures.batches, line).add(1);
    known(figures.nanos, line).add(nanos);
  }

  @Override
  public void waiting(Line line, long bytes) {
    known(figures.waitingBytes, line).add(bytes);
  }

  @Override
  public void failed(Line line, int requests) {
    known(figures.failed, line).add(requests);
  }

  @Override
  public void received(int bytes) {
    figures.messages.add(1);
    figures.messageBytes.add(bytes);
  }
}
