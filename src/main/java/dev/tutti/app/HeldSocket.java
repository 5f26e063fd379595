package dev.tutti.app;

import dev.tutti.socketio.SocketIoSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps the order of one client's events where a decision about one of them takes time. */
public final class HeldSocket {

  private HeldSocket() {}

  /**
   * Holds the client's next events back until the stage is complete; called in the mailbox. A stage
   * that is complete already costs nothing.
   */
  public static <T> CompletionStage<T> until(SocketIoSocket socket, CompletionStage<T> stage) {
    if (stage.toCompletableFuture().isDone()) {
      return stage;
    }
    Runnable release = socket.hold();
    CompletableFuture<T> answer = new CompletableFuture<>();
    // The answer goes out with the completion, before what comes next is let in.
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            answer.complete(value);
          } else {
            answer.completeExceptionally(failure);
          }
          release.run();
        });
    return answer;
  }
}
