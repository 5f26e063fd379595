package dev.tutti.it;

import org.junit.jupiter.api.Order;

/** The official Java client over WebSocket. */
@OnPayara
@Order(10)
class JavaClientIT extends JavaClientContract {
  JavaClientIT() {
    super("websocket");
  }
}
