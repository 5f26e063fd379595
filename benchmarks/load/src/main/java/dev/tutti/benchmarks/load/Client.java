package dev.tutti.benchmarks.load;

import java.io.IOException;

/** One Socket.IO client; a subclass carries its packets. */
abstract class Client {
  final int index;
  private final String token;
  private final Crowd crowd;
  private boolean connected;
  private boolean closed;

  Client(int index, String token, Crowd crowd) {
    this.index = index;
    this.token = token;
    this.crowd = crowd;
  }

  abstract void open() throws IOException;

  /** Sends one Engine.IO packet as text. */
  abstract void send(String packet);

  abstract void hangUp();

  /** What the query names beside Engine.IO's own; the raw server reads it, the others ignore it. */
  final String query() {
    return "EIO=4&user=" + user(index);
  }

  static String user(int index) {
    return "user-" + index;
  }

  final void packet(String text) {
    switch (text.charAt(0)) {
      case '0' -> send("40{\"token\":\"" + token + "\"}");
      case '2' -> send("3");
      case '4' -> message(text);
      default -> {
        // Noops, and the close that a lost connection follows.
      }
    }
  }

  private void message(String text) {
    if (!connected && text.startsWith("42[\"connected\"")) {
      connected = true;
      crowd.ready();
    } else if (text.startsWith("44")) {
      fail(text);
    } else {
      crowd.event(this, text);
    }
  }

  final void fail(String why) {
    if (closed) {
      return;
    }
    crowd.lost(why, connected);
    close();
  }

  final void close() {
    closed = true;
    hangUp();
  }

  final boolean isClosed() {
    return closed;
  }
}
