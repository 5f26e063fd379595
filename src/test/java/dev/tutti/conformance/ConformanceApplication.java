package dev.tutti.conformance;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.SessionAcceptor;
import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.engineio.TransportKind;
import dev.tutti.engineio.web.WebConfig;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Puts the protocol layers together as conformance suites expect them: fast timers, no tokens. */
@ApplicationScoped
public class ConformanceApplication {
  private static final int ANY_NUMBER = 1_000_000;

  @Resource ManagedThreadFactory threads;
  @Resource ManagedExecutorService executor;

  @Produces
  @Singleton
  Scheduler scheduler() {
    return new ThreadedScheduler(threads);
  }

  void stop(@Disposes Scheduler scheduler) {
    ((ThreadedScheduler) scheduler).close();
  }

  @Produces
  @Singleton
  WebConfig webConfig() {
    return new WebConfig(Set.of("*"), List.of("GET", "POST"), false, List.of(), true, false, true);
  }

  @Produces
  @Singleton
  EngineIoServer socketIo(Scheduler scheduler) {
    SocketIoServer server =
        new SocketIoServer(
            socketIoConfig(), scheduler, ConformanceApplication::json, SocketIoObserver.NONE);
    server.root().listen(new EchoEvents());
    server.of("/custom").listen(new EchoEvents());
    return engine(scheduler, server);
  }

  void stop(@Disposes EngineIoServer server) {
    server.close();
  }

  @Produces
  @Singleton
  @Echo
  EngineIoServer echo(Scheduler scheduler) {
    return engine(scheduler, EchoListener::new);
  }

  void stopEcho(@Disposes @Echo EngineIoServer server) {
    server.close();
  }

  private EngineIoServer engine(Scheduler scheduler, SessionAcceptor acceptor) {
    return new EngineIoServer(
        engineIoConfig(), scheduler, executor, acceptor, EngineIoObserver.NONE);
  }

  private static EngineIoConfig engineIoConfig() {
    EngineIoConfig usual = EngineIoConfig.defaults();
    return new EngineIoConfig(
        Duration.ofMillis(300),
        Duration.ofMillis(200),
        usual.upgradeTimeout(),
        1_000_000,
        Set.of(TransportKind.values()),
        true,
        usual.closeGrace(),
        usual.maxSendQueueBytes(),
        ANY_NUMBER,
        ANY_NUMBER,
        ANY_NUMBER);
  }

  private static SocketIoConfig socketIoConfig() {
    SocketIoConfig usual = SocketIoConfig.defaults();
    return new SocketIoConfig(
        Duration.ofSeconds(1),
        ANY_NUMBER,
        usual.maxNamespacesPerConnection(),
        usual.maxAttachments(),
        usual.maxJsonDepth(),
        usual.maxRoomsPerSocket(),
        usual.maxRooms(),
        usual.maxHeldPackets(),
        usual.maxPendingAcks(),
        usual.maxDynamicNamespaces());
  }

  /** Only event names are written here; all else is handed through as it came. */
  private static JsonText json(Object value) {
    return value instanceof JsonText text ? text : new JsonText('"' + (String) value + '"');
  }
}
