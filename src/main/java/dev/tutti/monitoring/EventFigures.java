package dev.tutti.monitoring;

import dev.tutti.events.EventObserver.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/** The figures of one event's name. Any thread. */
final class EventFigures {
  private static final int MAX_SCOPES = 8;

  private final Map<Outcome, Tally> outcomes = new EnumMap<>(Outcome.class);
  private final Tagged<Tally> limits;
  private final @Nullable Timer timer;
  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

  EventFigures(Metrics metrics, String event) {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, metrics.counter(Meter.EVENTS, event, tagValue(outcome)));
    }
    timer = metrics.timer(Meter.EVENT_DURATION, event);
    limits = new Tagged<>(MAX_SCOPES, scope -> metrics.counter(Meter.RATE_LIMITS, event, scope));
  }

  void handled(Outcome outcome, long elapsedNanos) {
    tally(outcome).add(1);
    count.increment();
    nanos.add(elapsedNanos);
    maxNanos.accumulate(elapsedNanos);
    if (timer != null) {
      timer.update(Duration.ofNanos(elapsedNanos));
    }
  }

  void rateLimited(String scope) {
    limits.of(scope).add(1);
  }

  Map<String, Long> outcomes() {
    Map<String, Long> readings = new TreeMap<>();
    outcomes.forEach((outcome, tally) -> readings.put(tagValue(outcome), tally.sum()));
    return Collections.unmodifiableMap(readings);
  }

  Map<String, Long> limits() {
    return limits.read(Tally::sum);
  }

  double meanMillis() {
    long events = count.sum();
    return events == 0 ? 0 : nanos.sum() / 1e6 / events;
  }

  double maxMillis() {
    return maxNanos.get() / 1e6;
  }

  private Tally tally(Outcome outcome) {
    return Figures.known(outcomes, outcome);
  }

  private static String tagValue(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
