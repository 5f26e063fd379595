package dev.tutti;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.web.WebApplication;
import dev.tutti.events.EventDispatcher;
import dev.tutti.monitoring.ServerStatus;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Starts the server with the application and stops it before anything it uses goes. */
@ApplicationScoped
class Lifecycle implements ServerStatus {
  private static final Logger LOG = System.getLogger(Lifecycle.class.getName());

  @Inject Configuration configuration;
  @Inject ShutdownConfig shutdown;
  @Inject EventDispatcher dispatcher;
  @Inject SocketIoServer socketIo;
  @Inject EngineIoServer engineIo;
  @Inject WebApplication web;

  private volatile boolean started;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    for (String name : configuration.unknown()) {
      LOG.log(Level.WARNING, "unknown configuration key {0}: misspelt?", name);
    }
    dispatcher.attach(socketIo);
    started = true;
    LOG.log(
        Level.INFO,
        "tutti serves {0}/socket.io/, transports={1} stores=memory",
        contextPath(),
        engineIo.config().transports());
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
    LOG.log(
        Level.INFO,
        "tutti drains {0} connections within {1}",
        engineIo.sessionCount(),
        shutdown.drainPeriod());
    engineIo.drain(shutdown.drainPeriod()).toCompletableFuture().join();
    engineIo.close();
    LOG.log(Level.INFO, "tutti has closed its connections");
  }

  @Override
  public boolean started() {
    return started;
  }

  @Override
  public boolean ready() {
    return started && engineIo.accepting();
  }

  @Override
  public Map<String, String> details() {
    return Map.of("connections", Integer.toString(engineIo.sessionCount()), "stores", "memory");
  }

  @Override
  public String contextPath() {
    return web.contextPath();
  }
}
