package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands before both transports: it is the one place that sees a WebSocket's request in time. */
@WebFilter(urlPatterns = EngineIoServlet.PATH + "/*", asyncSupported = true)
public class EngineIoFilter implements Filter {
  @Inject EngineIoServer server;
  @Inject WebConfig config;
  @Inject WebApplication application;

  /** Made by the container's call of init, as injection comes after the constructor. */
  @SuppressWarnings("NullAway.Init")
  private Gate gate;

  @Override
  public void init(FilterConfig filterConfig) {
    application.start(filterConfig.getServletContext());
    gate = new Gate(server, application, config);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    gate.pass((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }
}
