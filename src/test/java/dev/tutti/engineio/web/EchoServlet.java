package dev.tutti.engineio.web;

import dev.tutti.conformance.Echo;
import dev.tutti.engineio.EngineIoServer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The polling transport once more, for the engine that echoes. */
@WebServlet(urlPatterns = "/engine.io/*", asyncSupported = true)
public class EchoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject @Echo transient EngineIoServer server;
  @Inject transient WebConfig config;

  private transient PollingRequests polling;

  @Override
  public void init() {
    polling = new PollingRequests(server, config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    polling.serve(request, response);
  }
}
