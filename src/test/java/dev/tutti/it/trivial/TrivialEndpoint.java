package dev.tutti.it.trivial;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Says everything twice. */
@ServerEndpoint("/echo")
public class TrivialEndpoint {

  @OnMessage
  public String twice(String text) {
    return text + text;
  }
}
