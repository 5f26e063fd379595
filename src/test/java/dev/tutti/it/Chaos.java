package dev.tutti.it;

import dev.tutti.redis.TestRedis;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does what a {@link ChaosPlan} says to nodes and Redis. Faults overlap; before a node is taken
 * away another one is there, which puts off this fault and all that follow.
 */
final class Chaos {
  private static final long PAUSE_MILLIS = 50;

  private final List<ClusterNode> nodes;
  private final TestRedis redis;
  private final Consumer<String> listener;
  private volatile boolean redisUp = true;

  /**
   * @param listener hears of each fault's beginning and end: kind, phase, node and milliseconds
   */
  Chaos(List<ClusterNode> nodes, TestRedis redis, Consumer<String> listener) {
    this.nodes = List.copyOf(nodes);
    this.redis = redis;
    this.listener = listener;
  }

  /** Returns when the last fault is over; nodes that were killed may be starting yet. */
  void run(ChaosPlan plan) throws Exception {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (ChaosPlan.Fault fault : plan.faults()) {
        Thread.sleep(fault.pause().toMillis());
        while (!possible(fault)) {
          Thread.sleep(PAUSE_MILLIS);
        }
        begin(fault);
        Callable<Void> end = () -> end(fault);
        ends.add(scheduler.schedule(end, fault.length().toMillis(), TimeUnit.MILLISECONDS));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  private boolean possible(ChaosPlan.Fault fault) throws Exception {
    if (fault.kind() == ChaosPlan.Kind.REDIS) {
      return redisUp;
    }
    int ready = 0;
    for (ClusterNode node : nodes) {
      ready += node.ready() ? 1 : 0;
    }
    return nodes.get(fault.node()).ready() && ready > 1;
  }

  private void begin(ChaosPlan.Fault fault) throws Exception {
    tell(fault, "begin");
    switch (fault.kind()) {
      case KILL -> nodes.get(fault.node()).kill();
      case SHORT_FREEZE, LONG_FREEZE -> nodes.get(fault.node()).freeze();
      case REDIS -> {
        redisUp = false;
        redis.kill();
      }
    }
  }

  private Void end(ChaosPlan.Fault fault) throws Exception {
    switch (fault.kind()) {
      case KILL -> nodes.get(fault.node()).restart();
      case SHORT_FREEZE, LONG_FREEZE -> nodes.get(fault.node()).thaw();
      case REDIS -> {
        redis.restart();
        redisUp = true;
      }
    }
    tell(fault, "end");
    return null;
  }

  private void tell(ChaosPlan.Fault fault, String phase) {
    String kind = kind(fault.kind());
    Duration length = fault.length();
    System.out.printf(
        Locale.ROOT,
        "%s chaos: %s %s, node %d, %d ms%n",
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS),
        kind,
        phase,
        fault.node(),
        length.toMillis());
    listener.accept(kind + " " + phase + " " + fault.node() + " " + length.toMillis());
  }

  private static String kind(ChaosPlan.Kind kind) {
    return switch (kind) {
      case KILL -> "kill";
      case SHORT_FREEZE, LONG_FREEZE -> "freeze";
      case REDIS -> "redis";
    };
  }
}
