package dev.tutti;

import dev.tutti.engineio.EngineIoConfig;
import dev.tutti.engineio.EngineIoObserver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.redis.RedisStores;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.NimbusTokenVerifier;
import dev.tutti.security.Revocations;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.TokenObserver;
import dev.tutti.security.TokenVerifier;
import dev.tutti.socketio.AdapterFactory;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The composition root: builds engine, namespaces and adapter from the configuration and hands them
 * to CDI. What is produced here is {@link Singleton}, so that no proxy stands on a packet's path.
 */
@ApplicationScoped
class Tutti {
  @Inject Threads threads;

  @Produces
  @Singleton
  JacksonJsonCodec json() {
    return new JacksonJsonCodec();
  }

  @Produces
  @Singleton
  Revocations revocations(TokenConfig config, Scheduler scheduler, Optional<RedisStores> stores) {
    return stores
        .map(RedisStores::revocations)
        .orElseGet(() -> new MemoryRevocations(config, scheduler::now));
  }

  @Produces
  @Singleton
  TokenVerifier tokenVerifier(
      TokenConfig config, Scheduler scheduler, Revocations revocations, TokenObserver observer) {
    return NimbusTokenVerifier.create(
        config, threads.overflow(), scheduler::now, revocations, observer);
  }

  /** Static: WildFly gives up a disposer whose own bean has gone before. */
  static void close(@Disposes TokenVerifier verifier) {
    if (verifier instanceof NimbusTokenVerifier nimbus) {
      nimbus.close();
    }
  }

  @Produces
  @Singleton
  SocketIoServer socketIo(
      SocketIoConfig config,
      Scheduler scheduler,
      JacksonJsonCodec json,
      SocketIoObserver observer,
      AdapterFactory adapters) {
    return new SocketIoServer(config, scheduler, json, observer, adapters);
  }

  @Produces
  @Singleton
  EngineIoServer engineIo(
      EngineIoConfig config,
      Scheduler scheduler,
      SocketIoServer socketIo,
      EngineIoObserver observer) {
    return new EngineIoServer(config, scheduler, threads.overflow(), socketIo, observer);
  }
}
