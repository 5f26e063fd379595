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
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (future.isDone()) {
      return stage;
    }
    Runnable release = socket.hold();
    return future.whenComplete((value, failure) -> release.run());
  }
}
