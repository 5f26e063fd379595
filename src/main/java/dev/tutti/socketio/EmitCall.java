package dev.tutti.socketio;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One emit to one socket that waits for its ack. Completes in the session's mailbox. */
final class EmitCall implements PendingAcks.Call {
  private final CompletableFuture<List<JsonText>> answer = new CompletableFuture<>();
  private Scheduler.@Nullable Timer timer;

  CompletableFuture<List<JsonText>> answer() {
    return answer;
  }

  /** Arms the time limit; an answer that is there already needs none. */
  void limit(Scheduler scheduler, Duration timeout, Runnable expiry) {
    synchronized (this) {
      if (!answer.isDone()) {
        timer = scheduler.schedule(timeout, expiry);
      }
    }
  }

  @Override
  public void answered(List<JsonText> args) {
    answer.complete(args);
    cancelTimer();
  }

  @Override
  public void socketClosed() {
    answer.completeExceptionally(new SocketClosedException("the socket ended before the answer"));
    cancelTimer();
  }

  void expired() {
    answer.completeExceptionally(new TimeoutException("no answer in time"));
  }

  private synchronized void cancelTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
