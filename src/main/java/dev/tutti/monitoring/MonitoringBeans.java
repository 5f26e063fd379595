package dev.tutti.monitoring;

import dev.tutti.engineio.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Builds what watches the server and takes it back at undeploy. All of it is {@link Singleton}
 * rather than normal-scoped, so that no proxy stands between a packet and its count.
 */
@ApplicationScoped
class MonitoringBeans {
  private static final Logger LOG = System.getLogger(MonitoringBeans.class.getName());
  private static final Logger TRACE = System.getLogger("dev.tutti.trace");

  @Produces
  @Singleton
  Metrics metrics(Instance<MetricRegistry> registries) {
    if (registries.isResolvable()) {
      return new Metrics(registries.get());
    }
    LOG.log(Level.INFO, "this server has no MicroProfile Metrics: the figures are in JMX only");
    return new Metrics(null);
  }

  static void remove(@Disposes Metrics metrics) {
    metrics.remove();
  }

  @Produces
  @Singleton
  Figures figures(MonitoringConfig config, Metrics metrics) {
    return new Figures(config, metrics);
  }

  @Produces
  @Singleton
  Tracing tracing(Scheduler scheduler) {
    return new Tracing(scheduler, line -> TRACE.log(Level.INFO, line));
  }

  static void stop(@Disposes Tracing tracing) {
    tracing.close();
  }

  @Produces
  @Singleton
  Monitor monitor(Figures figures, Tracing tracing) {
    return new Monitor(figures, tracing);
  }

  @Produces
  @Singleton
  RoomMonitor roomMonitor(Figures figures) {
    return new RoomMonitor(figures);
  }

  @Produces
  @Singleton
  RedisMonitor redisMonitor(Figures figures) {
    return new RedisMonitor(figures);
  }

  @Produces
  @Singleton
  TracingInterceptor tracingInterceptor(Tracing tracing) {
    return new TracingInterceptor(tracing);
  }
}
