package dev.tutti.app.session;

import dev.tutti.engineio.CloseReason;
import dev.tutti.engineio.Frame;
import dev.tutti.engineio.Handshake;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import dev.tutti.engineio.Session;
import dev.tutti.engineio.TransportKind;
import dev.tutti.events.EventConfig;
import dev.tutti.events.EventControllers;
import dev.tutti.events.EventDispatcher;
import dev.tutti.events.ForBlockingHandlers;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.events.RateLimiter;
import dev.tutti.security.MemoryRevocations;
import dev.tutti.security.NimbusTokenVerifier;
import dev.tutti.security.Revocations;
import dev.tutti.security.TestIssuer;
import dev.tutti.security.TokenConfig;
import dev.tutti.security.TokenVerifier;
import dev.tutti.security.User;
import dev.tutti.security.VerificationUnavailableException;
import dev.tutti.socketio.FakeSession;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import dev.tutti.socketio.TestAdapters;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/** Sign-in in a CDI container, on a server whose clients speak real packets with real tokens. */
final class SessionFixture implements AutoCloseable {
  final ManualScheduler time = new ManualScheduler();
  final Revocations revocations = new MemoryRevocations(TokenConfig.defaults(), time::now);
  final GatedVerifier verifier =
      new GatedVerifier(
          NimbusTokenVerifier.create(
              TestIssuer.config(Map.of()), Runnable::run, time::now, revocations));

  /** What other nodes were told. */
  final List<String> told = new ArrayList<>();

  final SocketIoServer server;
  final SessionService sessions;
  private final WeldContainer container;

  SessionFixture(boolean tokenRequired, Class<?>... beans) {
    JacksonJsonCodec json = new JacksonJsonCodec();
    Weld weld = new Weld().disableDiscovery().addExtension(new EventControllers());
    weld.addExtension(new Root(json, tokenRequired));
    weld.addBeanClasses(
        EventDispatcher.class,
        RateLimiter.class,
        events("EventStores"),
        events("RateLimits"),
        events("RoleCheck"),
        events("UserCheck"),
        SessionEvents.class,
        SessionService.class,
        TokenAuthentication.class);
    weld.addBeanClasses(beans);
    server =
        new SocketIoServer(
            SocketIoConfig.defaults(),
            time,
            json,
            SocketIoObserver.NONE,
            TestAdapters.answering("serverSideEmit", this::tell));
    container = weld.initialize();
    container.select(EventDispatcher.class).get().attach(server);
    sessions = container.select(SessionService.class).get();
  }

  private @Nullable Object tell(Object[] args) {
    List<?> event = (List<?>) args[0];
    told.add(event.stream().map(arg -> ((JsonText) arg).text()).toList().toString());
    return null;
  }

  /** Another node says something to all others. */
  void hear(String... event) {
    server.root().serverSideEvent(Stream.of(event).map(JsonText::new).toList(), answer -> {});
  }

  /** A token of a user that is good for a time from now. */
  String token(String user, Duration lifetime) {
    return token(Map.of("sub", user, "exp", time.now().plus(lifetime).getEpochSecond()));
  }

  String token(Map<String, Object> changes) {
    Map<String, Object> claims = TestIssuer.claims(time.now());
    claims.putAll(changes);
    return TestIssuer.token(claims);
  }

  FakeSession open() {
    return FakeSession.open(server);
  }

  /** A client whose handshake had a header, or credentials that the server took. */
  FakeSession open(Map<String, List<String>> headers, Principal principal) {
    Handshake handshake =
        new Handshake(
            "/socket.io/?EIO=4", Map.of(), headers, "127.0.0.1", false, time.now(), principal);
    return FakeSession.open(session -> server.accept(new WithHandshake(session, handshake)));
  }

  /** A client that is signed in, and has read its welcome. */
  FakeSession signIn(String user, Duration lifetime) {
    FakeSession client = open().receive(connect(token(user, lifetime)));
    client.take();
    return client;
  }

  static String connect(String token) {
    return "0{\"token\":\"" + token + "\"}";
  }

  @Override
  public void close() {
    container.close();
  }

  private static Class<?> events(String name) {
    try {
      return Class.forName("dev.tutti.events." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A verifier that waits when told to, as for keys, or has none. */
  static final class GatedVerifier implements TokenVerifier {
    private final TokenVerifier verifier;
    CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    boolean down;

    GatedVerifier(TokenVerifier verifier) {
      this.verifier = verifier;
    }

    @Override
    public CompletionStage<User> verify(String token) {
      if (down) {
        return CompletableFuture.failedFuture(
            new VerificationUnavailableException("down", new IllegalStateException("down")));
      }
      CompletionStage<User> verified = verifier.verify(token);
      return gate.isDone() ? verified : gate.thenCompose(opened -> verified);
    }

    @Override
    public User userOf(JsonWebToken token) {
      return verifier.userOf(token);
    }
  }

  /** What the composition root provides. */
  final class Root implements Extension {
    private final JacksonJsonCodec json;
    private final SessionConfig config;

    Root(JacksonJsonCodec json, boolean tokenRequired) {
      this.json = json;
      this.config = new SessionConfig(Duration.ofSeconds(60), tokenRequired);
    }

    void provide(@Observes AfterBeanDiscovery discovery) {
      add(discovery, EventConfig.defaults(), EventConfig.class);
      add(discovery, config, SessionConfig.class);
      add(discovery, json, JacksonJsonCodec.class, JsonCodec.class);
      add(discovery, time, Scheduler.class);
      add(discovery, server, SocketIoServer.class);
      add(discovery, revocations, Revocations.class);
      add(discovery, verifier, TokenVerifier.class);
      Executor inline = Runnable::run;
      discovery
          .addBean()
          .addType(Executor.class)
          .addQualifier(new BlockingLiteral())
          .scope(Singleton.class)
          .createWith(context -> inline);
    }

    private static void add(AfterBeanDiscovery discovery, Object bean, Type... types) {
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

  /** A session that began with another handshake. */
  private record WithHandshake(Session session, Handshake handshake) implements Session {
    @Override
    public String id() {
      return session.id();
    }

    @Override
    public TransportKind transport() {
      return session.transport();
    }

    @Override
    public void send(List<Frame> frames) {
      session.send(frames);
    }

    @Override
    public void send(Frame frame) {
      session.send(frame);
    }

    @Override
    public boolean sendVolatile(List<Frame> frames) {
      return session.sendVolatile(frames);
    }

    @Override
    public void close(CloseReason reason) {
      session.close(reason);
    }

    @Override
    public void execute(Runnable task) {
      session.execute(task);
    }
  }

  /** A token that the server has verified. */
  record Verified(Map<String, Object> claims) implements JsonWebToken {
    static Verified of(String user, Instant now) {
      Map<String, Object> claims = TestIssuer.claims(now);
      claims.put("sub", user);
      return new Verified(claims);
    }

    @Override
    public String getName() {
      return String.valueOf(claims.get("sub"));
    }

    @Override
    public String getSubject() {
      return getName(); // the default needs Jakarta JSON
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
    public <T> T getClaim(String name) {
      return (T) claims.get(name);
    }
  }
}
