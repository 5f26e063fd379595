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

  /**
   * Injected although the event brings it: the health checks want the same proxy, and Payara, which
   * asks for the health of all applications within any one, would make it there by the wrong class
   * loader. So it is made while this application starts.
   */
  @Inject ServerStatus status;

  private @Nullable JmxRegistration registration;

  /** The server runs, and knows its context path. */
  void open(@Observes ServerStatus running) {
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
