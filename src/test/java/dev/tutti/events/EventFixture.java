package dev.tutti.events;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The dispatcher in a CDI container, on a server whose clients speak real packets. */
final class EventFixture implements AutoCloseable {
  final ManualScheduler scheduler = new ManualScheduler();
  final List<String> observed = new ArrayList<>();
  final Deque<Runnable> blockingTasks = new ArrayDeque<>();
  final SocketIoServer server;
  private final WeldContainer container;
  private int acks;

  EventFixture(EventConfig config, Class<?>... beans) {
    JacksonJsonCodec json = new JacksonJsonCodec();
    Root root = new Root(config, json);
    Weld weld = new Weld().disableDiscovery().addExtension(new EventControllers());
    weld.addExtension(root);
    weld.addBeanClasses(
        EventDispatcher.class,
        EventStores.class,
        RateLimiter.class,
        RateLimits.class,
        RoleCheck.class,
        UserCheck.class,
        TestAuthentication.class);
    weld.addBeanClasses(beans);
    container = weld.initialize();
    server = new SocketIoServer(SocketIoConfig.defaults(), scheduler, json, SocketIoObserver.NONE);
    container.select(EventDispatcher.class).get().attach(server);
  }

  EventFixture(Class<?>... beans) {
    this(EventConfig.defaults(), beans);
  }

  /** A client that is signed in. */
  FakeSession connect(String user, String... roles) {
    String quoted = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
    FakeSession session = FakeSession.open(server);
    session.receive("0{\"user\":\"" + user + "\",\"roles\":[" + quoted + "]}");
    session.take();
    return session;
  }

  /** Emits an event with a new ack id, and gives what comes back with the ids left out. */
  List<String> emit(FakeSession session, String event) {
    session.receive("2" + acks++ + event);
    return answers(session);
  }

  /** What was sent to a client, with the ack ids left out. */
  static List<String> answers(FakeSession session) {
    return session.take().stream().map(text -> text.replaceFirst("^43[0-9]+", "43")).toList();
  }

  <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  /** The blocking threads do what was given to them. */
  void runBlockingTasks() {
    while (!blockingTasks.isEmpty()) {
      blockingTasks.remove().run();
    }
  }

  @Override
  public void close() {
    container.close();
  }

  /** What the composition root provides. */
  final class Root implements Extension {
    private final EventConfig config;
    private final JacksonJsonCodec json;

    Root(EventConfig config, JacksonJsonCodec json) {
      this.config = config;
      this.json = json;
    }

    void provide(@Observes AfterBeanDiscovery discovery) {
      add(discovery, config, EventConfig.class);
      add(discovery, json, JacksonJsonCodec.class, JsonCodec.class);
      add(discovery, scheduler, Scheduler.class);
      add(discovery, new Recorder(), EventObserver.class);
      discovery
          .addBean()
          .addType(Executor.class)
          .addQualifier(new BlockingLiteral())
          .scope(Dependent.class)
          .createWith(context -> (Executor) blockingTasks::add);
    }

    private void add(AfterBeanDiscovery discovery, Object bean, Type... types) {
      discovery.addBean().addTypes(types).scope(Singleton.class).createWith(context -> bean);
    }
  }

  private static final class BlockingLiteral extends AnnotationLiteral<ForBlockingHandlers> {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<? extends Annotation> annotationType() {
      return ForBlockingHandlers.class;
    }
  }

  private final class Recorder implements EventObserver {
    @Override
    public void handled(String event, Outcome outcome, String code, long nanos) {
      observed.add(event + " " + outcome + " " + code);
    }

    @Override
    public void rateLimited(String event, String scope) {
      observed.add(event + " limited by " + scope);
    }

    @Override
    public void penalized(String penalty) {
      observed.add(penalty);
    }
  }
}
