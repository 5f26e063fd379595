package dev.tutti.conformance;

import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import dev.tutti.socketio.SocketListener;

/** What a namespace of the server for conformance tests does. */
final class EchoEvents implements SocketListener {

  @Override
  public void onConnect(SocketIoSocket socket) {
    socket.emit("auth", socket.auth());
  }

  @Override
  public void onEvent(SocketIoSocket socket, InboundEvent event) {
    switch (event.name()) {
      case "message" -> socket.emit("message-back", event.args().toArray());
      case "message-with-ack" -> event.ack(event.args().toArray(new JsonText[0]));
      default -> {
        // The suites send nothing else.
      }
    }
  }
}
