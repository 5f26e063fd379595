package dev.tutti.engineio.web;

import dev.tutti.conformance.Echo;
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

/** The gate once more, in front of the engine that echoes. */
@WebFilter(urlPatterns = "/engine.io/*", asyncSupported = true)
public class EchoFilter implements Filter {
  @Inject @Echo EngineIoServer server;
  @Inject WebConfig config;
  @Inject WebApplication application;

  private Gate gate;

  @Override
  public void init(FilterConfig filterConfig) {
    gate = new Gate(server, application, config);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    gate.pass((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }
}
