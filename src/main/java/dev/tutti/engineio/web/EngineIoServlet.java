package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The polling transport, and the client's script. */
@WebServlet(urlPatterns = EngineIoServlet.PATH + "/*", asyncSupported = true)
public class EngineIoServlet extends HttpServlet {
  static final String PATH = "/socket.io";

  private static final long serialVersionUID = 1L;

  @Inject transient EngineIoServer server;
  @Inject transient WebConfig config;

  /** Made by the container's call of init, as injection comes after the constructor. */
  @SuppressWarnings("NullAway.Init")
  private transient PollingRequests polling;

  private final transient ClientBundle bundle = new ClientBundle();

  @Override
  public void init() {
    polling = new PollingRequests(server, config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Gate.concernsEngine(request)) {
      polling.serve(request, response);
    } else {
      bundle.serve(request, response);
    }
  }
}
