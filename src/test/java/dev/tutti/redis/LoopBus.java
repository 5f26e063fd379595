package dev.tutti.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bus between the nodes of a test; what is published has been heard when the call returns. */
final class LoopBus implements Bus {
  private final List<Heard> all = new ArrayList<>();
  private boolean deaf;

  /** Loses what is published from now on, or does so no more. */
  void deaf(boolean now) {
    deaf = now;
  }

  @Override
  public boolean sharded() {
    return false;
  }

  @Override
  public CompletionStage<Void> publish(String channel, byte[] message) {
    for (Heard each : deaf ? List.<Heard>of() : List.copyOf(all)) {
      if (each.channel.equals(channel)) {
        each.receiver.received(channel, message);
      }
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public Subscription subscribe(String channel, Receiver receiver) {
    Heard heard = new Heard(channel, receiver);
    all.add(heard);
    return heard;
  }

  @Override
  public Subscription subscribePattern(String pattern, Receiver receiver) {
    throw new UnsupportedOperationException("patterns");
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    return CompletableFuture.completedStage(all.size());
  }

  private final class Heard implements Subscription {
    private final String channel;
    private final Receiver receiver;

    Heard(String channel, Receiver receiver) {
      this.channel = channel;
      this.receiver = receiver;
    }

    @Override
    public CompletionStage<Void> established() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }
}
