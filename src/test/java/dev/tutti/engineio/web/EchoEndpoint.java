package dev.tutti.engineio.web;

import dev.tutti.conformance.Echo;
import dev.tutti.engineio.EngineIoServer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** The WebSocket transport once more, for the engine that echoes. */
@Dependent
@ServerEndpoint("/engine.io/")
public class EchoEndpoint {
  @Inject @Echo EngineIoServer server;
  @Inject WebApplication application;

  private final WebSocketEdge edge = new WebSocketEdge();

  @OnOpen
  public void open(Session session) throws IOException {
    edge.open(server, application, session);
  }

  @OnMessage
  public void text(String text) {
    edge.text(text);
  }

  @OnMessage
  public void binary(byte[] data) {
    edge.binary(data);
  }

  @OnClose
  public void close() {
    edge.close();
  }

  @OnError
  public void error(Throwable cause) {
    edge.error(cause);
  }
}
