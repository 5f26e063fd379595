package dev.tutti.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Pub/sub in memory: one hub, a bus for each node. A publication arrives before {@code publish}
 * returns, unless a test takes the nodes apart. Any thread.
 */
final class MemoryBus implements Bus {

  /** What all buses share. */
  static final class Hub {
    private final boolean sharded;
    private final List<Heard> subscriptions = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private boolean away;

    Hub(boolean sharded) {
      this.sharded = sharded;
    }

    MemoryBus bus() {
      return new MemoryBus(this);
    }

    /** Whether Redis is away. */
    synchronized void away(boolean now) {
      away = now;
    }

    synchronized boolean isAway() {
      return away;
    }

    /** The channels published to since the last call. */
    synchronized List<String> take() {
      List<String> taken = List.copyOf(published);
      published.clear();
      return taken;
    }

    /** A message of some other program. */
    void publish(String channel, byte[] message) {
      List<Heard> hearing;
      synchronized (this) {
        published.add(channel);
        hearing = subscriptions.stream().filter(heard -> heard.hears(channel)).toList();
      }
      hearing.forEach(heard -> heard.receiver.received(channel, message.clone()));
    }

    private synchronized int count(String channel) {
      return (int)
          subscriptions.stream()
              .filter(heard -> heard.pattern == null && heard.channel.equals(channel))
              .count();
    }

    private synchronized Subscription add(Heard heard) {
      subscriptions.add(heard);
      return heard;
    }

    private synchronized void remove(Heard heard) {
      subscriptions.remove(heard);
    }
  }

  private static final class Heard implements Subscription {
    final MemoryBus bus;
    final String channel;
    final Pattern pattern;
    final Receiver receiver;

    Heard(MemoryBus bus, String channel, Pattern pattern, Receiver receiver) {
      this.bus = bus;
      this.channel = channel;
      this.pattern = pattern;
      this.receiver = receiver;
    }

    boolean hears(String published) {
      return !bus.deaf
          && (pattern == null ? channel.equals(published) : pattern.matcher(published).matches());
    }

    @Override
    public CompletionStage<Void> established() {
      return bus.established;
    }

    @Override
    public void close() {
      bus.hub.remove(this);
    }
  }

  private final Hub hub;
  private volatile boolean deaf;
  private volatile CompletableFuture<Void> established = CompletableFuture.completedFuture(null);

  private MemoryBus(Hub hub) {
    this.hub = hub;
  }

  /** Whether this node has lost its subscriptions without anybody knowing. */
  void deaf(boolean now) {
    deaf = now;
  }

  /** Has subscriptions wait until the result is completed. */
  CompletableFuture<Void> slow() {
    established = new CompletableFuture<>();
    return established;
  }

  @Override
  public boolean sharded() {
    return hub.sharded;
  }

  @Override
  public CompletionStage<Void> publish(String channel, byte[] message) {
    if (hub.isAway()) {
      return CompletableFuture.failedFuture(new RedisUnavailableException("away", null));
    }
    hub.publish(channel, message);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Subscription subscribe(String channel, Receiver receiver) {
    return hub.add(new Heard(this, channel, null, receiver));
  }

  /** Only {@code *} and what is escaped. */
  @Override
  public Subscription subscribePattern(String pattern, Receiver receiver) {
    if (hub.sharded) {
      throw new UnsupportedOperationException("sharded");
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        regex.append(Pattern.quote(pattern.substring(i + 1, i + 2)));
        i++;
      } else {
        regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
      }
    }
    return hub.add(new Heard(this, pattern, Pattern.compile(regex.toString()), receiver));
  }

  @Override
  public CompletionStage<Integer> subscribers(String channel) {
    return hub.isAway()
        ? CompletableFuture.failedFuture(new RedisUnavailableException("away", null))
        : CompletableFuture.completedFuture(hub.count(channel));
  }
}
