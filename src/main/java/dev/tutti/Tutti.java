package dev.tutti;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.EventConfig;
import dev.tutti.events.EventDispatcher;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.monitoring.MonitoringConfig;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** The composition root: reads the configuration and builds engine, namespaces and adapter. */
@ApplicationScoped
class Tutti {
  private Configuration configuration;

  @PostConstruct
  void configure() {
    configuration = Configuration.read(ConfigProvider.getConfig());
  }

  @Produces
  @Singleton
  EngineIoConfig engineIoConfig() {
    return configuration.engineIo();
  }

  @Produces
  @Singleton
  SocketIoConfig socketIoConfig() {
    return configuration.socketIo();
  }

  @Produces
  @Singleton
  EventConfig eventConfig() {
    return configuration.events();
  }

  @Produces
  @Singleton
  MonitoringConfig monitoringConfig() {
    return configuration.monitoring();
  }
}
