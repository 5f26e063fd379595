package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metric;
import org.junit.jupiter.api.Test;

/** F88: the document and the server name the same metrics, of the same type, with the same tags. */
class MonitoringDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(tutti_\\w+)` \\| (\\w+) \\|([^|]*)\\|.*`(.+)` \\|$");

  @Test
  void theTableListsExactlyTheMetricsRegistered() throws IOException {
    FakeMetricRegistry server = new FakeMetricRegistry();
    Figures figures = new Figures(MonitoringConfig.defaults(), new Metrics(server.registry()));
    figures.events.of("join-room").rateLimited("event");

    List<String> registered =
        server.metrics.entrySet().stream()
            .map(
                entry ->
                    row(
                        entry.getKey().getName(),
                        type(entry.getValue()),
                        String.join(", ", entry.getKey().getTags().keySet())))
            .distinct()
            .sorted()
            .toList();
    assertThat(documented()).isEqualTo(registered);
  }

  @Test
  void everyMeterIsRegisteredFromTheStart() {
    FakeMetricRegistry server = new FakeMetricRegistry();
    Figures figures = new Figures(MonitoringConfig.defaults(), new Metrics(server.registry()));

    assertThat(figures.failures.sum()).isZero();
    assertThat(server.metadata.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Meter.values()).map(Meter::metricName).toList());
    for (Meter meter : Meter.values()) {
      assertThat(server.metadata.get(meter.metricName()).getDescription())
          .isEqualTo(meter.description());
    }
  }

  private static List<String> documented() throws IOException {
    return Files.readAllLines(Path.of("docs", "monitoring.md")).stream()
        .map(ROW::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(m -> row(m.group(1), m.group(2), m.group(3).replace("`", "").strip()))
        .sorted()
        .toList();
  }

  private static String row(String name, String type, String tags) {
    String sorted =
        Arrays.stream(tags.split(",", -1))
            .map(String::strip)
            .sorted()
            .collect(Collectors.joining(", "));
    return (name + " " + type + " " + sorted).strip().toLowerCase(Locale.ROOT);
  }

  private static String type(Metric metric) {
    return metric instanceof Counter ? "counter" : "gauge";
  }
}
