package dev.tutti;

import dev.tutti.monitoring.MonitoringConfig;
import java.time.Duration;
import java.util.List;

/** The keys of what is measured and traced. */
final class MonitoringSettings {
  private static final MonitoringConfig DEFAULTS = MonitoringConfig.defaults();

  private static final ConfigKey<Integer> MAX_EVENT_NAMES =
      ConfigKey.integer(
          "tutti.monitoring.max-event-names",
          DEFAULTS.maxEventNames(),
          1,
          10_000,
          "Event names with figures of their own; the rest counts as other");
  private static final ConfigKey<Integer> MAX_NAMESPACES =
      ConfigKey.integer(
          "tutti.monitoring.max-namespaces",
          DEFAULTS.maxNamespaces(),
          1,
          10_000,
          "Namespaces with figures of their own; the rest counts as other");
  private static final ConfigKey<Integer> MAX_CODES =
      ConfigKey.integer(
          "tutti.monitoring.max-codes",
          DEFAULTS.maxCodes(),
          1,
          10_000,
          "Refusal codes of a layer with figures of their own; the rest counts as other");
  private static final ConfigKey<Duration> TRACE_DURATION =
      ConfigKey.duration(
          "tutti.monitoring.trace-duration",
          DEFAULTS.traceDuration(),
          Duration.ofSeconds(1),
          Duration.ofDays(1),
          "After which the tracing of a user or room ends by itself");

  private MonitoringSettings() {}

  static List<ConfigKey<?>> keys() {
    return List.of(MAX_EVENT_NAMES, MAX_NAMESPACES, MAX_CODES, TRACE_DURATION);
  }

  static MonitoringConfig read(ConfigReader config) {
    return new MonitoringConfig(
        config.value(MAX_EVENT_NAMES),
        config.value(MAX_NAMESPACES),
        config.value(MAX_CODES),
        config.value(TRACE_DURATION));
  }
}
