package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoRequest;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets through what is a sound Engine.IO request and answers everything else, with CORS headers.
 * Requests for the client's script pass untouched.
 */
final class Gate {
  private final EngineIoServer server;
  private final WebApplication application;
  private final Origins origins;
  private final Proxies proxies;
  private final Handshakes handshakes;

  Gate(EngineIoServer server, WebApplication application, WebConfig config) {
    this.server = server;
    this.application = application;
    this.origins = new Origins(config);
    this.proxies = new Proxies(config.trustedProxies());
    this.handshakes = new Handshakes(proxies, server.scheduler());
  }

  void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!concernsEngine(request)) {
      chain.doFilter(request, response);
      return;
    }
    origins.describe(request, response);
    if (origins.preflight(request)) {
      origins.answerPreflight(request, response);
      return;
    }
    EngineIoRequest facts = facts(request);
    Refusal refusal = server.check(facts);
    if (refusal == null && facts.sid() == null && !authenticated(request, response)) {
      refusal = Refusal.UNAUTHORIZED;
    }
    if (refusal != null) {
      Replies.write(refusal.reply(), response);
    } else if (facts.upgrade()) {
      chain.doFilter(new UpgradeRequest(request, carrier(request)), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private UpgradeRequest.Carrier carrier(HttpServletRequest request) {
    return new UpgradeRequest.Carrier(handshakes.of(request), server, application);
  }

  /** The engine lives at the path itself, files of the client below it. */
  static boolean concernsEngine(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return uri.lastIndexOf('/') <= request.getContextPath().length() || uri.endsWith("/");
  }

  static boolean asksForWebSocket(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  private EngineIoRequest facts(HttpServletRequest request) {
    return new EngineIoRequest(
        request.getMethod(),
        QueryString.parse(request.getQueryString()),
        request.getHeader("Origin"),
        asksForWebSocket(request),
        origins.allows(request),
        proxies.address(request));
  }

  /**
   * Open Liberty takes bad credentials for no credentials where nothing demands any; the others
   * have refused such a request before it comes here.
   */
  private static boolean authenticated(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    return request.getHeader("Authorization") == null
        || request.getUserPrincipal() != null
        || request.authenticate(response);
  }
}
