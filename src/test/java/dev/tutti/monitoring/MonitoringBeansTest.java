package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.presence.PresenceObserver;
import dev.tutti.app.room.RoomObserver;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.TransportKind;
import dev.tutti.events.EventInterceptor;
import dev.tutti.events.EventObserver;
import dev.tutti.redis.RedisObserver;
import dev.tutti.socketio.SocketIoObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The beans fit together, and a deployment that ends leaves nothing behind. */
class MonitoringBeansTest {
  private static final FakeMetricRegistry SERVER = new FakeMetricRegistry();

  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

  @Test
  void oneMonitorHearsEveryLayer() {
    try (WeldContainer container = container(Root.class, Registry.class)) {
      Monitor monitor = container.select(Monitor.class).get();
      assertThat(container.select(EngineIoObserver.class).get()).isSameAs(monitor);
      assertThat(container.select(SocketIoObserver.class).get()).isSameAs(monitor);
      assertThat(container.select(EventObserver.class).get()).isSameAs(monitor);
      assertThat(container.select(PresenceObserver.class).get()).isSameAs(monitor);
      assertThat(container.select(RoomObserver.class).get()).isInstanceOf(RoomMonitor.class);
      assertThat(container.select(RedisObserver.class).get()).isInstanceOf(RedisMonitor.class);
      assertThat(container.select(EventInterceptor.class).get())
          .isInstanceOf(TracingInterceptor.class);
      assertThat(container.select(HealthCheck.class, Liveness.Literal.INSTANCE).isResolvable())
          .isTrue();
      assertThat(container.select(HealthCheck.class, Startup.Literal.INSTANCE).isResolvable())
          .isTrue();
      assertThat(container.select(HealthCheck.class, Readiness.Literal.INSTANCE).isResolvable())
          .isTrue();
    }
  }

  @Test
  void aDeploymentThatEndsLeavesNothingBehind() throws Exception {
    ObjectName name = JmxRegistration.name("/beans-test");
    try (WeldContainer container = container(Root.class, Registry.class)) {
      container.event().select(ServerStatus.class).fire(new Root());
      container.select(EngineIoObserver.class).get().sessionOpened(TransportKind.POLLING);
      assertThat(mbeans.getAttribute(name, "Started")).isEqualTo(true);
      assertThat(SERVER.gauge("tutti_connections", "transport", "polling")).isOne();
    }
    assertThat(mbeans.isRegistered(name)).isFalse();
    assertThat(SERVER.metrics).isEmpty();
  }

  @Test
  void aServerWithoutMetricsHasTheFiguresInJmx() throws Exception {
    try (WeldContainer container = container(Root.class)) {
      container.event().select(ServerStatus.class).fire(new Root());
      container.select(EventObserver.class).get().handled("x", EventObserver.Outcome.OK, "", 1);
      assertThat(mbeans.getAttribute(JmxRegistration.name("/beans-test"), "Events")).isNotNull();
    }
  }

  private static WeldContainer container(Class<?>... test) {
    return new Weld()
        .disableDiscovery()
        .addBeanClasses(MonitoringBeans.class, JmxBean.class, HealthChecks.class)
        .addBeanClasses(test)
        .initialize();
  }

  @ApplicationScoped
  static class Registry {
    @Produces
    @Singleton
    MetricRegistry registry() {
      return SERVER.registry();
    }
  }

  @ApplicationScoped
  static class Root implements ServerStatus {
    @Produces
    @Singleton
    Scheduler scheduler() {
      return new ManualScheduler();
    }

    @Produces
    @Singleton
    MonitoringConfig config() {
      return MonitoringConfig.defaults();
    }

    @Override
    public boolean started() {
      return true;
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public Map<String, String> details() {
      return Map.of();
    }

    @Override
    public String contextPath() {
      return "/beans-test";
    }
  }
}
