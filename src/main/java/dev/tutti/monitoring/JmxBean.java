package dev.tutti.monitoring;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/** Shows the figures in the JVM's own MBean server as long as the application is deployed. */
@ApplicationScoped
class JmxBean {
  private static final Logger LOG = System.getLogger(JmxBean.class.getName());

  @Inject MonitoringConfig config;
  @Inject Figures figures;
  @Inject Tracing tracing;

  private @Nullable JmxRegistration registration;

  /** The server runs, and knows its context path. */
  void open(@Observes ServerStatus status) {
    ServerView view = new ServerView(figures, status, tracing, config.traceDuration());
    try {
      registration =
          JmxRegistration.open(
              ManagementFactory.getPlatformMBeanServer(), status.contextPath(), view);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "the server cannot be seen by JMX", e);
    }
  }

  @PreDestroy
  void close() {
    if (registration != null) {
      registration.close();
    }
  }
}
