package dev.tutti.it.foreign;

import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import dev.tutti.socketio.Emitter;
import dev.tutti.socketio.Namespace;
import dev.tutti.socketio.SocketIoSocket;

/** Sends what a test wants to have on its way, each text as a frame of its own. */
@EventController
public class FloodEvents {

  /**
   * What is wanted.
   *
   * @param to the id of the socket that gets it, everybody's when missing
   * @param first the number of the first text
   * @param count how many there are
   * @param length how long each is
   */
  public record Flood(String to, int first, int count, int length) {}

  public record Drop(int number, String text) {}

  /** Answers when everything is handed over, which says nothing of its arrival. */
  @OnEvent("flood")
  public void flood(SocketIoSocket socket, Flood flood) {
    Namespace namespace = socket.namespace();
    Emitter receivers = flood.to() == null ? namespace.everyone() : namespace.to(flood.to());
    for (int number = flood.first(); number < flood.first() + flood.count(); number++) {
      String text = Character.toString('a' + number % 26).repeat(flood.length());
      receivers.emit("drop", new Drop(number, text));
    }
  }
}
