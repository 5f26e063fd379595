package dev.tutti.engineio.web;

import dev.tutti.engineio.BodyReceiver;
import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Turns HTTP requests that have passed the gate into calls of the engine. No thread waits for an
 * answer.
 */
final class PollingRequests {
  private final EngineIoServer server;
  private final Handshakes handshakes;

  PollingRequests(EngineIoServer server, WebConfig config) {
    this.server = server;
    this.handshakes = new Handshakes(new Proxies(config.trustedProxies()), server.scheduler());
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (Gate.asksForWebSocket(request)) {
      // Containers fall through to the servlet when they refuse an upgrade.
      Replies.write(Refusal.BAD_REQUEST.reply(), response);
      return;
    }
    String sid = sid(request);
    switch (request.getMethod()) {
      case "GET" -> get(sid, request, response);
      case "POST" -> post(sid, request, response);
      default -> {
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        response.setContentLength(0);
      }
    }
  }

  private void get(String sid, HttpServletRequest request, HttpServletResponse response) {
    ServletExchange exchange = exchange(sid, request, response);
    if (sid.isEmpty()) {
      server.handshake(handshakes.of(request), exchange);
    } else {
      server.poll(sid, exchange);
    }
    exchange.settle();
  }

  private void post(String sid, HttpServletRequest request, HttpServletResponse response) {
    ServletExchange exchange = exchange(sid, request, response);
    BodyReceiver receiver = server.post(sid, exchange);
    if (receiver != null) {
      int maxBytes = server.config().maxPayloadBytes();
      BodyReader.read(request, maxBytes, receiver, exchange::answered);
    }
    exchange.settle();
  }

  private ServletExchange exchange(
      String sid, HttpServletRequest request, HttpServletResponse response) {
    return new ServletExchange(request, response, server::aside, () -> server.pollBroken(sid));
  }

  /** The session that a request belongs to, empty for a handshake. */
  static String sid(HttpServletRequest request) {
    Map<String, List<String>> query = QueryString.parse(request.getQueryString());
    return query.getOrDefault("sid", List.of("")).get(0);
  }
}
