package dev.tutti.monitoring;

import java.time.Duration;

/**
 * Bounds of what is measured and traced.
 *
 * @param maxEventNames event names with figures of their own; the rest counts as {@code other}
 * @param maxNamespaces namespaces with figures of their own; the rest counts as {@code other}
 * @param maxCodes refusal codes of each layer with figures of their own; the rest counts as {@code
 *     other}
 * @param traceDuration after which the tracing of a user or room ends by itself, at most a day
 */
public record MonitoringConfig(
    int maxEventNames, int maxNamespaces, int maxCodes, Duration traceDuration) {

  public MonitoringConfig {
    requireCount("maxEventNames", maxEventNames);
    requireCount("maxNamespaces", maxNamespaces);
    requireCount("maxCodes", maxCodes);
    if (traceDuration.isNegative()
        || traceDuration.isZero()
        || traceDuration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("traceDuration must be positive and at most P1D");
    }
  }

  /** The defaults of the README's table. */
  public static MonitoringConfig defaults() {
    return new MonitoringConfig(200, 32, 64, Duration.ofMinutes(10));
  }

  private static void requireCount(String component, int value) {
    if (value < 1 || value > 10_000) {
      throw new IllegalArgumentException(component + " must be between 1 and 10000");
    }
  }
}
