package dev.tutti.socketio;

/** Hears the answers to a broadcast as they come, for adapters. Any thread. */
public interface AckListener {

  /** How many sockets are asked; before any answer. */
  void asked(int sockets);

  /** The first argument of one socket's answer. */
  void answered(JsonText answer);
}
