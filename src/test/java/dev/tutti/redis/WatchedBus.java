package dev.tutti.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A bus that counts what it hears and says, and can be asked to be ready. Any thread. */
final class WatchedBus implements Bus {
  private final Bus bus;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicInteger published = new AtomicInteger();

  WatchedBus(Bus bus) {
    this.bus = bus;
  }

  /** Waits until Redis knows all subscriptions. */
  void ready() {
    subscriptions.forEach(subscription -> subscription.established().toCompletableFuture().join());
  }

  /** How many messages have come. */
  int received() {
    return received.get();
  }

  /** How many messages have gone. */
  int published() {
    return published.get();
  }

  private Receiver counted(Receiver receiver) {
    return (channel, message) -> {
      received.incrementAndGet();
      receiver.received(channel, message);
    };
  }

  @Override
  public boolean sharded() {
    return bus.sharded();
  }

  @Override
  public CompletionStage<Void> publish(String channel, byte[] message) {
    published.incrementAndGet();
    return bus.publish(channel, message);
  }

  @Override
  public Subscription subscribe(String channel, Receiver receiver) {
    return watched(bus.subscribe(channel, counted(receiver)));
  }

  @Override
  public Subscription subscribePattern(String pattern, Receiver receiver) {
    return watched(bus.subscribePattern(pattern, counted(receiver)));
  }

  private Subscription watched(Subscription subscription) {
    subscriptions.add(subscription);
    return new Subscription() {
      @Override
      public CompletionStage<Void> established() {
        return subscription.established();
      }

      @Override
      public void close() {
        subscriptions.remove(subscription);
        subscription.close();
      }
    };
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    return bus.subscribers(channel);
  }
}
