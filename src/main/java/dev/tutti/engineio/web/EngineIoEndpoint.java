package dev.tutti.engineio.web;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Engine.IO's WebSocket transport; hands frames to the engine. */
@ServerEndpoint(value = EngineIoServlet.PATH + "/", configurator = PlainEndpoints.class)
public class EngineIoEndpoint {
  private final WebSocketEdge edge = new WebSocketEdge();

  @OnOpen
  public void open(Session session) throws IOException {
    edge.open(session);
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
