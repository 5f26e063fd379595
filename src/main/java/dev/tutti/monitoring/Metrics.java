package dev.tutti.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What is published in the server's registry, remembered so that all of it can be taken back: a
 * gauge left behind would keep the whole application in memory. Without a registry (WildFly has
 * none), or after {@link #remove}, everything is counted all the same and published nowhere. Any
 * thread; the lock is only for publishing, which happens once a metric.
 */
final class Metrics {
  private @Nullable MetricRegistry registry;
  private final List<MetricID> published = new ArrayList<>();

  Metrics(@Nullable MetricRegistry registry) {
    this.registry = registry;
  }

  synchronized Tally counter(Meter meter, String... tagValues) {
    if (registry == null) {
      return new Tally(null);
    }
    Tag[] tags = publish(meter, tagValues);
    Counter counter = registry.counter(metadata(meter), tags);
    return new Tally(counter);
  }

  synchronized void gauge(Meter meter, Supplier<Number> value, String... tagValues) {
    if (registry == null) {
      return;
    }
    Tag[] tags = publish(meter, tagValues);
    // A registry answers with the gauge it has: one that a crashed deployment left would stay.
    registry.remove(new MetricID(meter.metricName(), tags));
    registry.gauge(metadata(meter), value, tags);
  }

  /** Takes back everything published. */
  synchronized void remove() {
    if (registry == null) {
      return;
    }
    published.forEach(registry::remove);
    published.clear();
    registry = null;
  }

  private Tag[] publish(Meter meter, String... tagValues) {
    Tag[] tags = new Tag[tagValues.length];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = new Tag(meter.tags().get(i), tagValues[i]);
    }
    published.add(new MetricID(meter.metricName(), tags));
    return tags;
  }

  private static Metadata metadata(Meter meter) {
    return Metadata.builder()
        .withName(meter.metricName())
        .withDescription(meter.description())
        // A unit would become a suffix of the name on some servers: names carry their own.
        .withUnit(MetricUnits.NONE)
        .build();
  }
}
