package dev.tutti.monitoring;

import dev.tutti.redis.RedisObserver.Line;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted between this node and Redis; zeros without one. Any thread. */
final class RedisFigures {
  final Map<Line, LongAdder> connections = new EnumMap<>(Line.class);
  final Map<Line, Tally> losses = new EnumMap<>(Line.class);
  final Map<Line, Tally> requests = new EnumMap<>(Line.class);
  final Map<Line, Tally> failed = new EnumMap<>(Line.class);
  final Map<Line, Tally> batches = new EnumMap<>(Line.class);
  final Map<Line, LongAdder> nanos = new EnumMap<>(Line.class);
  final Map<Line, LongAdder> waitingBytes = new EnumMap<>(Line.class);
  final Tally messages;
  final Tally messageBytes;

  private static final double NANOS_PER_SECOND = 1e9;

  RedisFigures(Metrics metrics) {
    for (Line line : Line.values()) {
      String tag = tagValue(line);
      connections.put(line, gauge(metrics, Meter.REDIS_CONNECTIONS, tag));
      losses.put(line, metrics.counter(Meter.REDIS_LOSSES, tag));
      if (line != Line.SUBSCRIPTIONS) {
        requests.put(line, metrics.counter(Meter.REDIS_REQUESTS, tag));
        failed.put(line, metrics.counter(Meter.REDIS_FAILED, tag));
        batches.put(line, metrics.counter(Meter.REDIS_BATCHES, tag));
        waitingBytes.put(line, gauge(metrics, Meter.REDIS_WAITING, tag));
        LongAdder sum = new LongAdder();
        nanos.put(line, sum);
        metrics.gauge(Meter.REDIS_SECONDS, () -> sum.sum() / NANOS_PER_SECOND, tag);
      }
    }
    messages = metrics.counter(Meter.REDIS_MESSAGES);
    messageBytes = metrics.counter(Meter.REDIS_MESSAGE_BYTES);
  }

  static String tagValue(Line line) {
    return line.name().toLowerCase(Locale.ROOT);
  }

  private static LongAdder gauge(Metrics metrics, Meter meter, String tag) {
    LongAdder level = new LongAdder();
    metrics.gauge(meter, level::sum, tag);
    return level;
  }
}
