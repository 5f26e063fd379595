package dev.tutti.socketio;

import java.util.concurrent.CompletionStage;

/** Decides whether a client may join a namespace, before it hears of success. */
@FunctionalInterface
public interface ConnectGuard {

  /**
   * Runs in the session's mailbox and must not block; the stage may complete on any thread. A stage
   * that fails with {@link ConnectRefusedException} refuses, with {@link
   * ConnectUnavailableException} closes the transport, with anything else is a bug: logged, and the
   * transport is closed.
   *
   * @param socket not yet connected: its attributes may be set, nothing can be emitted
   */
  CompletionStage<Void> decide(SocketIoSocket socket);
}
