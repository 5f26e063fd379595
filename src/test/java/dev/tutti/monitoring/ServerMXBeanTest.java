package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.TransportKind;
import dev.tutti.events.EventObserver.Outcome;
import dev.tutti.socketio.DisconnectReason;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerMXBeanTest {
  private static final String PATH = "/server-mx-bean-test";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final Tracing tracing = new Tracing(scheduler, line -> {});
  private final Figures figures = new Figures(MonitoringConfig.defaults(), new Metrics(null));
  private final Monitor monitor = new Monitor(figures, tracing);
  private final ServerView view =
      new ServerView(figures, new FixedStatus(true, false), tracing, Duration.ofMinutes(10));
  private ObjectName name;
  private JmxRegistration registration;
  private ServerMXBean console;

  @BeforeEach
  void register() throws Exception {
    name = JmxRegistration.name(PATH);
    registration = JmxRegistration.open(server, PATH, view);
    console = JMX.newMXBeanProxy(server, name, ServerMXBean.class);
  }

  @AfterEach
  void unregister() {
    registration.close();
  }

  @Test
  void showsTheFigures() {
    monitor.sessionOpened(TransportKind.POLLING);
    monitor.sessionUpgraded();
    monitor.sessionOpened(TransportKind.POLLING);
    monitor.sessionClosed(TransportKind.POLLING, CloseReason.SLOW_CONSUMER);
    monitor.socketConnected("/");
    monitor.socketDisconnected("/", DisconnectReason.PING_TIMEOUT);
    monitor.signatureKnown();
    monitor.connectRefused("/", "token_expired");
    monitor.handled("join-room", Outcome.OK, "", 3_000_000);
    monitor.rateLimited("join-room", "event");

    assertThat(console.getConnections())
        .containsEntry("websocket", 1L)
        .containsEntry("polling", 0L);
    assertThat(console.getConnectionsOpened()).containsEntry("polling", 2L);
    assertThat(console.getConnectionsUpgraded()).isOne();
    assertThat(console.getConnectionsClosed()).containsEntry("slow consumer", 1L);
    assertThat(console.getSlowConsumers()).isOne();
    assertThat(console.getSockets()).containsEntry("/", 0L);
    assertThat(console.getConnects()).containsEntry("/", 1L);
    assertThat(console.getDisconnects()).containsEntry("ping timeout", 1L);
    assertThat(console.getTokenVerifications()).containsEntry("hit", 1L).containsEntry("miss", 0L);
    assertThat(console.getRefusals().get("connect")).containsEntry("token_expired", 1L);
    assertThat(console.getEvents().get("join-room")).containsEntry("ok", 1L);
    assertThat(console.getMeanEventMillis()).containsEntry("join-room", 3.0);
    assertThat(console.getMaxEventMillis()).containsEntry("join-room", 3.0);
    assertThat(console.getRateLimits().get("join-room")).containsEntry("event", 1L);
    assertThat(console.isStarted()).isTrue();
    assertThat(console.isReady()).isFalse();
  }

  @Test
  void everyAttributeReadsBeforeAnythingHappened() throws Exception {
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      assertThat(server.getAttribute(name, attribute.getName())).isNotNull();
    }
  }

  @Test
  void switchesTracing() {
    console.traceUser("alice", 0);
    console.traceRoom("lobby", 30);
    assertThat(console.getTraced()).containsExactly("room lobby", "user alice");

    scheduler.advance(Duration.ofMinutes(10));
    assertThat(console.getTraced()).containsExactly("room lobby");
    console.stopTracing();
    assertThat(console.getTraced()).isEmpty();
    assertThatThrownBy(() -> console.traceUser("alice", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replacesWhatADeploymentBeforeLeftBehind() throws Exception {
    JmxRegistration second =
        JmxRegistration.open(
            server,
            PATH,
            new ServerView(figures, new FixedStatus(true, true), tracing, Duration.ofMinutes(10)));
    assertThat(console.isReady()).isTrue();
    second.close();
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void closesTwiceWithoutComplaint() {
    registration.close();
    registration.close();
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void namesTheRootContextAndOddPaths() throws Exception {
    assertThat(JmxRegistration.name("").getCanonicalName())
        .isEqualTo("dev.tutti:context=\"/\",type=Server");
    assertThat(ObjectName.unquote(JmxRegistration.name("/a,b=*").getKeyProperty("context")))
        .isEqualTo("/a,b=*");
  }

  private record FixedStatus(boolean started, boolean ready) implements ServerStatus {
    @Override
    public Map<String, String> details() {
      return Map.of("connections", "0");
    }

    @Override
    public String contextPath() {
      return PATH;
    }
  }
}
