package dev.tutti.app;

import dev.tutti.admin.AdminConfig;
import dev.tutti.app.message.MessageConfig;
import dev.tutti.app.message.MessageService;
import dev.tutti.app.music.MusicConfig;
import dev.tutti.app.music.MusicService;
import dev.tutti.app.notification.NotificationConfig;
import dev.tutti.app.notification.NotificationService;
import dev.tutti.app.presence.PresenceConfig;
import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.room.RoomConfig;
import dev.tutti.app.room.RoomRegistry;
import dev.tutti.app.session.SessionConfig;
import dev.tutti.app.session.SessionService;
import dev.tutti.app.session.UserRoom;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.EventConfig;
import dev.tutti.events.EventControllers;
import dev.tutti.events.EventDispatcher;
import dev.tutti.events.ForBlockingHandlers;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.Revocations;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.TokenVerifier;
import dev.tutti.security.User;
import dev.tutti.socketio.AdapterFactory;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * All features on Weld SE, with the real dispatcher and Socket.IO server, time that a test
 * advances, and clients without a transport. A client is who it says it is.
 */
public final class Gateway implements AutoCloseable {
  private static final List<String> DISPATCHER_BEANS =
      List.of(
          "EventDispatcher", "EventStores", "RateLimiter", "RateLimits", "RoleCheck", "UserCheck");

  /** Starting Weld takes long, so tests that set values only share a gateway with equal ones. */
  private static final Map<List<Bean<?>>, Gateway> SHARED = new ConcurrentHashMap<>();

  private final ManualScheduler scheduler = new ManualScheduler();
  private final SocketIoServer server;
  private final WeldContainer container;
  private final List<Client> clients = new ArrayList<>();

  private Gateway(Map<Class<?>, Object> beans) {
    JacksonJsonCodec json = new JacksonJsonCodec();
    AdapterFactory adapters =
        (AdapterFactory) beans.getOrDefault(AdapterFactory.class, AdapterFactory.LOCAL);
    server =
        new SocketIoServer(
            SocketIoConfig.defaults(), scheduler, json, SocketIoObserver.NONE, adapters);
    beans.put(Revocations.class, new MemoryRevocations(TokenConfig.defaults(), scheduler::now));
    beans.put(Scheduler.class, scheduler);
    beans.put(SocketIoServer.class, server);
    beans.put(JacksonJsonCodec.class, json);
    Weld weld = new Weld().disableDiscovery();
    weld.addExtensions(new EventControllers(), new Root(beans));
    weld.addBeanClasses(
        DISPATCHER_BEANS.stream().map(Gateway::dispatcherBean).toArray(Class[]::new));
    weld.addPackages(
        false,
        AdminConfig.class,
        EventStamps.class,
        SessionService.class,
        RoomRegistry.class,
        PresenceService.class,
        MessageService.class,
        NotificationService.class,
        MusicService.class);
    container = weld.initialize();
    container.select(EventDispatcher.class).get().attach(server);
  }

  /**
   * A gateway with beans of a test's own, configurations or an application's parts, instead of the
   * defaults.
   */
  public static Gateway with(Bean<?>... own) {
    List<Bean<?>> beans = List.of(own);
    return beans.stream().allMatch(bean -> bean.instance() instanceof Record)
        ? SHARED.computeIfAbsent(beans, key -> start(beans))
        : start(beans);
  }

  private static Gateway start(List<Bean<?>> own) {
    Map<Class<?>, Object> beans = new HashMap<>();
    beans.put(EventConfig.class, EventConfig.defaults());
    beans.put(AdminConfig.class, AdminConfig.defaults());
    beans.put(SessionConfig.class, SessionConfig.defaults());
    beans.put(TokenVerifier.class, new NamedTokens());
    beans.put(RoomConfig.class, RoomConfig.defaults());
    beans.put(PresenceConfig.class, PresenceConfig.defaults());
    beans.put(MessageConfig.class, MessageConfig.defaults());
    beans.put(NotificationConfig.class, NotificationConfig.defaults());
    beans.put(MusicConfig.class, MusicConfig.defaults());
    own.forEach(bean -> beans.put(bean.type(), bean.instance()));
    return new Gateway(beans);
  }

  /** A bean for the gateway. */
  public record Bean<T>(Class<T> type, T instance) {
    public static <T> Bean<T> of(Class<T> type, T instance) {
      return new Bean<>(type, instance);
    }
  }

  /** Connects a user, and throws away what he is told at that. */
  public Client connect(String user) {
    Client client = connectAndKeep(user);
    client.take();
    return client;
  }

  /** Connects a user, who has yet to take what he is told at that. */
  public Client connectAndKeep(String user) {
    Client client = Client.connect(server, user);
    clients.add(client);
    return client;
  }

  /** Now, as clients read it. */
  public String timestamp() {
    return new EventStamp("", scheduler.now()).timestamp();
  }

  public ManualScheduler time() {
    return scheduler;
  }

  public <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  /** One socket of a user. */
  public SocketIoSocket socket(String user) {
    return server.root().sockets().stream()
        .filter(socket -> socket.rooms().contains(UserRoom.of(user)))
        .findFirst()
        .orElseThrow();
  }

  /** Sends all clients away; a gateway that is shared starts afresh. */
  @Override
  public void close() {
    clients.forEach(Client::leave);
    clients.clear();
    if (SHARED.containsValue(this)) {
      scheduler.advance(Duration.ofHours(1));
    } else {
      container.close();
    }
  }

  /** The user with this id, whose name is the id with a capital. */
  public static User user(String id) {
    String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    return new User(id, name, Set.of(), null, null, null, null, null);
  }

  private static Class<?> dispatcherBean(String name) {
    try {
      return Class.forName("dev.tutti.events." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the composition root provides. */
  static final class Root implements Extension {
    private final Map<Class<?>, Object> beans;

    Root(Map<Class<?>, Object> beans) {
      this.beans = beans;
    }

    void provide(@Observes AfterBeanDiscovery discovery) {
      beans.forEach(
          (type, instance) ->
              discovery
                  .addBean()
                  .addTypes(type)
                  .scope(Singleton.class)
                  .createWith(context -> instance));
      discovery
          .addBean()
          .addTypes(JsonCodec.class)
          .scope(Singleton.class)
          .createWith(context -> beans.get(JacksonJsonCodec.class));
      discovery
          .addBean()
          .addType(Executor.class)
          .addQualifier(new BlockingLiteral())
          .scope(Dependent.class)
          .createWith(context -> (Executor) Runnable::run);
    }
  }

  private static final class BlockingLiteral extends AnnotationLiteral<ForBlockingHandlers>
      implements ForBlockingHandlers {
    private static final long serialVersionUID = 1L;
  }
}
