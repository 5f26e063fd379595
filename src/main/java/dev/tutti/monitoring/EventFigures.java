package dev.tutti.monitoring;

import dev.tutti.events.EventObserver.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of one event's name. Any thread. */
final class EventFigures {
  private static final int MAX_SCOPES = 8;

  private final Map<Outcome, Tally> outcomes = new EnumMap<>(Outcome.class);
  private final Tagged<Tally> limits;
  private final DurationHistogram durations;

  EventFigures(Metrics metrics, String event) {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, metrics.counter(Meter.EVENTS, event, tagValue(outcome)));
    }
    durations = new DurationHistogram(metrics, event);
    limits = new Tagged<>(MAX_SCOPES, scope -> metrics.counter(Meter.RATE_LIMITS, event, scope));
  }

  void handled(Outcome outcome, long elapsedNanos) {
    tally(outcome).add(1);
    durations.add(elapsedNanos);
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
    return durations.meanMillis();
  }

  double maxMillis() {
    return durations.maxMillis();
  }

  private Tally tally(Outcome outcome) {
    return Figures.known(outcomes, outcome);
  }

  private static String tagValue(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
