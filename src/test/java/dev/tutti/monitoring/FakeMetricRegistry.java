package dev.tutti.monitoring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** A registry in memory that knows the methods we call and refuses all others. */
final class FakeMetricRegistry implements InvocationHandler {
  final TreeMap<MetricID, Metric> metrics = new TreeMap<>();
  final TreeMap<String, Metadata> metadata = new TreeMap<>();

  MetricRegistry registry() {
    return (MetricRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {MetricRegistry.class}, this);
  }

  long counter(String name, String... tags) {
    return ((Counter) metrics.get(id(name, tags))).getCount();
  }

  long gauge(String name, String... tags) {
    return number(name, tags).longValue();
  }

  Number number(String name, String... tags) {
    return ((Gauge<?>) metrics.get(id(name, tags))).getValue();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "counter" -> add(args, id -> new FakeCounter());
      case "gauge" -> add(args, id -> (Gauge<Number>) () -> (Number) ((Supplier<?>) args[1]).get());
      case "remove" -> metrics.remove((MetricID) args[0]) != null;
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Metric add(Object[] args, Function<MetricID, Metric> factory) {
    Metadata described = (Metadata) args[0];
    metadata.put(described.getName(), described);
    Tag[] tags = (Tag[]) args[args.length - 1];
    return metrics.computeIfAbsent(new MetricID(described.getName(), tags), factory);
  }

  private static MetricID id(String name, String... tags) {
    Tag[] pairs = new Tag[tags.length / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new Tag(tags[2 * i], tags[2 * i + 1]);
    }
    return new MetricID(name, pairs);
  }

  private static final class FakeCounter implements Counter {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void inc() {
      inc(1);
    }

    @Override
    public void inc(long n) {
      count.addAndGet(n);
    }

    @Override
    public long getCount() {
      return count.get();
    }
  }
}
