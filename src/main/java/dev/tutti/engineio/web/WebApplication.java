package dev.tutti.engineio.web;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import org.jspecify.annotations.Nullable;

/** What the edge knows of the deployment, and does once for it. */
@ApplicationScoped
public class WebApplication {
  /** Before everything else that starts with the application. */
  private static final int FIRST = 100;

  @Inject WebConfig config;

  private volatile String contextPath = "";
  private @Nullable TyrusTimer timer;

  void start(
      @Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) ServletContext context) {
    contextPath = context.getContextPath();
    if (config.plainTimer()) {
      Object container = context.getAttribute(ServerContainer.class.getName());
      timer = TyrusTimer.relieve(container, ServerThreads.factory());
    }
  }

  @PreDestroy
  void stop() {
    if (timer != null) {
      timer.restore();
    }
  }

  /** Where the application is deployed, {@code ""} for the root. */
  public String contextPath() {
    return contextPath;
  }
}
