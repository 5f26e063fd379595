package dev.tutti.redis;

import dev.tutti.engineio.Scheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A question that is open: so many nodes are to answer, each with items or with the number of items
 * that will follow. Complete when every node has answered and every announced item is there. Any
 * thread.
 */
final class Gathering<T> {
  private final CompletableFuture<Gathered<T>> result = new CompletableFuture<>();
  private final List<T> items = new ArrayList<>();
  private int answers;
  private int announced;
  private int nodes;
  private boolean nodesKnown;
  private boolean ended;
  private Scheduler.@Nullable Timer timer;

  CompletionStage<Gathered<T>> result() {
    return result;
  }

  /** Has it end with what there is when the timer fires. */
  synchronized void limit(Scheduler.Timer limit) {
    if (ended) {
      limit.cancel();
    } else {
      timer = limit;
    }
  }

  /** So many nodes will answer. */
  void expectNodes(int count) {
    synchronized (this) {
      nodes = count;
      nodesKnown = true;
    }
    endWhenDone();
  }

  /** A node answers with all that it has. */
  void answered(Collection<T> values) {
    synchronized (this) {
      answers++;
      announced += values.size();
      items.addAll(values);
    }
    endWhenDone();
  }

  /** A node answers that so many items will follow. */
  void announced(int count) {
    synchronized (this) {
      answers++;
      announced += count;
    }
    endWhenDone();
  }

  /** An item that was announced, or will be: messages of two connections may pass each other. */
  void followed(T value) {
    synchronized (this) {
      items.add(value);
    }
    endWhenDone();
  }

  private void endWhenDone() {
    synchronized (this) {
      if (!nodesKnown || answers < nodes || items.size() < announced) {
        return;
      }
    }
    end(true);
  }

  /** Ends with what there is. */
  void giveUp() {
    end(false);
  }

  private void end(boolean complete) {
    Gathered<T> gathered;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (timer != null) {
        timer.cancel();
      }
      gathered = new Gathered<>(items, Math.max(announced, items.size()), complete);
    }
    result.complete(gathered);
  }
}
