package dev.tutti.socketio;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast that waits for the ack of each of its sockets: asks them, then awaits. A socket
 * that ends counts itself out; one that owes too many acks already is not asked and leaves the
 * result incomplete. Any thread.
 */
final class BroadcastCall implements PendingAcks.Call {
  private final long id;
  private final AckListener listener;
  private final CompletableFuture<BroadcastAcks> result = new CompletableFuture<>();
  private final List<SocketIoSocket> asked = new ArrayList<>();
  private final List<JsonText> answers = new ArrayList<>();
  private int open;
  private int refused;
  private boolean awaiting;
  private Scheduler.@Nullable Timer timer;

  BroadcastCall(long id, AckListener listener) {
    this.id = id;
    this.listener = listener;
  }

  /**
   * Counts a socket in.
   *
   * @return whether it is to be sent the event
   */
  synchronized boolean ask(SocketIoSocket socket) {
    return switch (socket.acks().add(id, this)) {
      case ADDED -> {
        asked.add(socket);
        open++;
        yield true;
      }
      case TOO_MANY -> {
        refused++;
        yield false;
      }
      case SOCKET_CLOSED -> false;
    };
  }

  CompletionStage<BroadcastAcks> await(Scheduler scheduler, Duration timeout) {
    synchronized (this) {
      awaiting = true;
      if (open > 0) {
        timer = scheduler.schedule(timeout, this::expired);
      }
    }
    finishWhenDone();
    return result;
  }

  @Override
  public void answered(List<JsonText> args) {
    JsonText answer = args.isEmpty() ? JsonText.NULL : args.get(0);
    synchronized (this) {
      answers.add(answer);
      open--;
    }
    listener.answered(answer);
    finishWhenDone();
  }

  @Override
  public void socketClosed() {
    synchronized (this) {
      open--;
    }
    finishWhenDone();
  }

  private void finishWhenDone() {
    BroadcastAcks acks;
    synchronized (this) {
      if (!awaiting || open > 0) {
        return;
      }
      if (timer != null) {
        timer.cancel();
      }
      acks = new BroadcastAcks(answers, answers.size() + refused, refused == 0);
    }
    result.complete(acks);
  }

  private void expired() {
    for (SocketIoSocket socket : asked) {
      socket.acks().remove(id);
    }
    BroadcastAcks acks;
    synchronized (this) {
      acks = new BroadcastAcks(answers, answers.size() + open + refused, false);
    }
    result.complete(acks);
  }
}
