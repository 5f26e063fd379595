package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.FrameSender;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows of the deployment, and does once for it: when CDI tells of the servlet
 * context, or else when the filter has it. Payara tells it to no bean of a library in a WAR.
 */
@ApplicationScoped
public class WebApplication {
  /** Before everything else that starts with the application. */
  private static final int FIRST = 100;

  @Inject WebConfig config;
  @Inject Event<WebStarted> starts;

  private volatile @Nullable String contextPath;
  private @Nullable TyrusTimer timer;
  private volatile @Nullable TyrusWriter writer;
  private @Nullable Runnable authenticationRestorer;

  void start(
      @Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) ServletContext context) {
    if (contextPath != null) {
      return;
    }
    contextPath = context.getContextPath();
    Object container = context.getAttribute(ServerContainer.class.getName());
    if (config.plainTimer()) {
      timer = TyrusTimer.relieve(container, ServerThreads.factory());
    }
    if (config.directWriter()) {
      writer = TyrusWriter.find(container);
    }
    if (config.sessionAuthentication() && TyrusTimer.baseContainer(container) != null) {
      authenticationRestorer = SessionAuthentication.install(context);
    }
    starts.fire(new WebStarted(context.getContextPath()));
  }

  @PreDestroy
  void stop() {
    if (timer != null) {
      timer.restore();
    }
    if (authenticationRestorer != null) {
      authenticationRestorer.run();
    }
  }

  /** What sends the frames of a session. */
  FrameSender sender(Session session, EngineIoServer server) {
    TyrusWriter direct = writer;
    FrameSender portable = new JakartaFrameSender(session, server);
    return direct == null ? portable : direct.sender(session, portable);
  }

  /** Where the application is deployed, {@code ""} for the root; null until that is known. */
  public @Nullable String contextPath() {
    return contextPath;
  }
}
