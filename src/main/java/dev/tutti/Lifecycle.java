package dev.tutti;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.web.WebApplication;
import dev.tutti.engineio.web.WebStarted;
import dev.tutti.events.EventDispatcher;
import dev.tutti.monitoring.ServerStatus;
import dev.tutti.redis.RedisLink;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
  @Inject Event<ServerStatus> announcements;
  @Inject Optional<RedisLink> redis;

  private volatile boolean started;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    for (String name : configuration.unknown()) {
      LOG.log(Level.WARNING, "unknown configuration key {0}: misspelt?", name);
    }
    dispatcher.attach(socketIo);
    started = true;
    if (web.contextPath() != null) {
      announce();
    }
  }

  /** The servlet context may come after CDI's own start, see {@link WebApplication}. */
  void start(@Observes(notifyObserver = Reception.IF_EXISTS) WebStarted web) {
    if (started) {
      announce();
    }
  }

  private void announce() {
    LOG.log(
        Level.INFO,
        "tutti serves {0}/socket.io/, transports={1} {2}",
        contextPath(),
        engineIo.config().transports(),
        redis.map(Lifecycle::shared).orElse("stores=memory"));
    announcements.fire(this);
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
    return started && engineIo.accepting() && redis.map(link -> link.status().up()).orElse(true);
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    details.put("connections", Integer.toString(engineIo.sessionCount()));
    details.put("stores", redis.isPresent() ? "redis" : "memory");
    redis
        .map(RedisLink::status)
        .ifPresent(
            status ->
                details.put("redis", (status.up() ? "up" : "down") + " since " + status.since()));
    return details;
  }

  private static String shared(RedisLink link) {
    return "stores=redis adapter=" + (link.sharded() ? "sharded" : "classic");
  }

  @Override
  public String contextPath() {
    return Objects.requireNonNullElse(web.contextPath(), "");
  }
}
