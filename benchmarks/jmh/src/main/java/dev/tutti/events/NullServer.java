package dev.tutti.events;

import dev.tutti.benchmarks.jmh.NullClient;
import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.engineio.TransportKind;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * The three layers as they are in production, with their rate limits, on Weld instead of a server.
 * In this package for the dispatcher's beans.
 */
public final class NullServer implements AutoCloseable {
  /** Kept, so that it stays as quiet as it is told to be. */
  private static final Logger LIBRARIES = Logger.getLogger("org");

  /** No heartbeat falls due while something is measured. */
  private static final Duration LONG = Duration.ofHours(1);

  private static final int MANY = 1_000_000;

  /** The shortest window with the highest limit: everything is counted, nothing refused. */
  private static final RateLimit NO_LIMIT = new RateLimit(100_000, Duration.ofMillis(1));

  private final JacksonJsonCodec json = new JacksonJsonCodec();
  private final ThreadedScheduler scheduler = new ThreadedScheduler(NullServer::thread);
  private final SocketIoServer server =
      new SocketIoServer(SocketIoConfig.defaults(), scheduler, json, SocketIoObserver.NONE);
  private final EngineIoServer engine =
      new EngineIoServer(engineConfig(), scheduler, Runnable::run, server, EngineIoObserver.NONE);
  private final WeldContainer container;

  public NullServer() {
    LIBRARIES.setLevel(Level.WARNING);
    Weld weld = new Weld().disableDiscovery();
    weld.addExtensions(new EventControllers(), new Root());
    weld.addBeanClasses(
        EventDispatcher.class,
        EventStores.class,
        RateLimiter.class,
        RateLimits.class,
        RoleCheck.class,
        UserCheck.class,
        SelfDeclared.class,
        EchoEvents.class);
    container = weld.initialize();
    container.select(EventDispatcher.class).get().attach(server);
  }

  public NullClient connect(String user) {
    return NullClient.connect(engine, user);
  }

  public Namespace root() {
    return server.root();
  }

  public JacksonJsonCodec json() {
    return json;
  }

  /** A rate limit that nobody reaches. */
  public static RateLimit noLimit() {
    return NO_LIMIT;
  }

  @Override
  public void close() {
    engine.close();
    container.close();
    scheduler.close();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "timer");
    thread.setDaemon(true);
    return thread;
  }

  private static EngineIoConfig engineConfig() {
    return new EngineIoConfig(
        LONG,
        LONG,
        LONG,
        MANY,
        Set.of(TransportKind.WEBSOCKET),
        false,
        LONG,
        4 * MANY,
        MANY,
        MANY,
        MANY);
  }

  private static EventConfig eventConfig() {
    EventConfig defaults = EventConfig.defaults();
    return new EventConfig(
        defaults.ackStyle(),
        defaults.userRequired(),
        defaults.handlerTimeout(),
        defaults.maxBlockingHandlers(),
        defaults.maxBlockingQueue(),
        NO_LIMIT,
        Map.of(),
        NO_LIMIT,
        NO_LIMIT,
        defaults.maxRateLimitKeys(),
        defaults.muteThreshold(),
        defaults.muteDuration(),
        defaults.disconnectThreshold(),
        defaults.answerTtl(),
        defaults.maxAnswers());
  }

  /** What the composition root provides. */
  final class Root implements Extension {
    void provide(@Observes AfterBeanDiscovery discovery) {
      add(discovery, eventConfig(), EventConfig.class);
      add(discovery, json, JacksonJsonCodec.class, JsonCodec.class);
      add(discovery, scheduler, Scheduler.class);
      discovery
          .addBean()
          .addType(Executor.class)
          .addQualifier(new BlockingLiteral())
          .scope(Dependent.class)
          .createWith(context -> (Executor) Runnable::run);
    }

    private void add(AfterBeanDiscovery discovery, Object bean, Type... types) {
      discovery.addBean().addTypes(types).scope(Singleton.class).createWith(context -> bean);
    }
  }

  private static final class BlockingLiteral extends AnnotationLiteral<ForBlockingHandlers>
      implements ForBlockingHandlers {
    private static final long serialVersionUID = 1L;
  }
}
