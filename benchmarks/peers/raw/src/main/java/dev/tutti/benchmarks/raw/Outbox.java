package dev.tutti.benchmarks.raw;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayDeque;

/** One send in flight, the others queued: what every container can do. */
final class Outbox implements SendHandler {
  private enum Writing {
    IDLE,
    CALLING,
    SENT_IN_CALL,
    PENDING
  }

  private final RemoteEndpoint.Async remote;
  private ArrayDeque<String> waiting;
  private Writing writing = Writing.IDLE;

  Outbox(RemoteEndpoint.Async remote) {
    this.remote = remote;
  }

  void send(String text) {
    synchronized (this) {
      if (writing != Writing.IDLE) {
        if (waiting == null) {
          waiting = new ArrayDeque<>(4);
        }
        waiting.add(text);
        return;
      }
      writing = Writing.CALLING;
    }
    write(text);
  }

  @Override
  public void onResult(SendResult result) {
    String next;
    synchronized (this) {
      if (writing == Writing.CALLING) {
        writing = Writing.SENT_IN_CALL;
        return;
      }
      next = next();
    }
    write(next);
  }

  private void write(String first) {
    String text = first;
    while (text != null) {
      remote.sendText(text, this);
      text = afterCall();
    }
  }

  private synchronized String afterCall() {
    if (writing == Writing.CALLING) {
      writing = Writing.PENDING;
      return null;
    }
    return next();
  }

  private String next() {
    String text = waiting == null ? null : waiting.poll();
    writing = text == null ? Writing.IDLE : Writing.CALLING;
    return text;
  }
}
