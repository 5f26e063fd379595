package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Connects the event controllers of the deployment to a Socket.IO server. */
@ApplicationScoped
public class EventDispatcher {
  @Inject EventControllers controllers;
  @Inject BeanManager beans;
  @Inject EventConfig config;
  @Inject Scheduler scheduler;
  @Inject JacksonJsonCodec json;
  @Inject AnswerStore answers;
  @Inject @ForBlockingHandlers Executor threads;
  @Inject @Any Instance<EventInterceptor> interceptors;
  @Inject @Any Instance<EventObserver> observers;
  @Inject Instance<ValidatorFactory> validators;
  @Inject @Any Event<SocketIoSocket> lifeCycle;

  private @Nullable ValidatorFactory ownValidators;

  /**
   * Registers the guard and the listener of {@code /} and of every namespace that has a controller;
   * called once, before the server takes connections.
   */
  public void attach(SocketIoServer server) {
    EventCore core = core();
    Event<SocketIoSocket> connected = lifeCycle.select(Connected.Literal.INSTANCE);
    Event<SocketIoSocket> disconnected = lifeCycle.select(Disconnected.Literal.INSTANCE);
    for (Map.Entry<String, NamespaceHandlers> entry :
        controllers.resolve(beans, core.reader()).entrySet()) {
      NamespaceEvents events =
          new NamespaceEvents(core, entry.getValue(), connected::fire, disconnected::fire);
      Namespace namespace = server.of(entry.getKey());
      namespace.guard(events).listen(events);
    }
  }

  private EventCore core() {
    List<EventInterceptor> links =
        interceptors.stream().sorted(Comparator.comparingInt(EventInterceptor::priority)).toList();
    return new EventCore(
        config,
        scheduler,
        links,
        new PayloadReader(json, validatorFactory()),
        new AnswerWriter(json, config.ackStyle()),
        answers,
        new BoundedExecutor(threads, config.maxBlockingHandlers(), config.maxBlockingQueue()),
        EventObservers.of(observers));
  }

  /** The server's factory, whose validators may have injected fields; else one of our own. */
  private ValidatorFactory validatorFactory() {
    if (validators.isResolvable()) {
      return validators.get();
    }
    ValidatorFactory own = Validation.buildDefaultValidatorFactory();
    ownValidators = own;
    return own;
  }

  @PreDestroy
  void close() {
    if (ownValidators != null) {
      ownValidators.close();
    }
  }
}
