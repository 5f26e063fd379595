package dev.tutti.redis;

import dev.tutti.redis.Bus.Receiver;
import dev.tutti.redis.Bus.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A topic: who wants to hear it and what the server has been asked. Under the lock of its line,
 * except for {@link #listeners}.
 */
final class Heard {
  /** Whether the last thing asked for was its beginning. */
  boolean asked;

  /** How much has been asked and not been confirmed. */
  int unconfirmed;

  private final Topic topic;

  /** Replaced, never changed, so that messages pass without the lock. */
  private volatile List<Listener> listeners = List.of();

  Heard(Topic topic) {
    this.topic = topic;
  }

  /** A channel or pattern. */
  record Topic(SubscriptionLine.Kind kind, String name) {}

  /** One of those who hear a topic. */
  static final class Listener implements Subscription {
    private final Topic topic;
    private final Receiver receiver;
    private final Consumer<Listener> end;
    private final CompletableFuture<Void> established = new CompletableFuture<>();

    Listener(Topic topic, Receiver receiver, Consumer<Listener> end) {
      this.topic = topic;
      this.receiver = receiver;
      this.end = end;
    }

    Topic topic() {
      return topic;
    }

    Receiver receiver() {
      return receiver;
    }

    void confirmed() {
      established.complete(null);
    }

    @Override
    public CompletionStage<Void> established() {
      return established.minimalCompletionStage();
    }

    @Override
    public void close() {
      end.accept(this);
    }
  }

  Topic topic() {
    return topic;
  }

  List<Listener> listeners() {
    return listeners;
  }

  void add(Listener listener) {
    List<Listener> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
  }

  void remove(Listener listener) {
    List<Listener> fewer = new ArrayList<>(listeners);
    fewer.remove(listener);
    listeners = List.copyOf(fewer);
  }

  /** Whether messages arrive by now. */
  boolean established() {
    return asked && unconfirmed == 0;
  }

  /** Whether nobody wants it and the server owes nothing about it. */
  boolean idle() {
    return listeners.isEmpty() && !asked && unconfirmed == 0;
  }
}
