package dev.tutti.engineio;

import java.util.List;

/**
 * One client's connection as the protocol above sees it: it outlives the move from polling to
 * WebSocket. Every method may be called by any thread and none blocks.
 */
public interface Session {

  /** Engine.IO's session id: a secret that must not be shown to anyone but its client. */
  String id();

  /** The request that opened the session. */
  Handshake handshake();

  /** The transport that carries the session now. */
  TransportKind transport();

  /**
   * Queues frames for the client, adjacent and in order, and starts writing when nothing is being
   * written. A closed session ignores them; a full send queue closes the session as a slow
   * consumer.
   */
  void send(List<Frame> frames);

  /** As {@link #send(List)} for the usual single frame, without a list. */
  void send(Frame frame);

  /**
   * Sends only if the transport can take the frames at once, else drops them.
   *
   * @return whether they were taken
   */
  boolean sendVolatile(List<Frame> frames);

  /** Flushes what is queued, then closes the transport; idempotent, the first reason counts. */
  void close(CloseReason reason);

  /** Runs a task in the session's mailbox: after what is there, never at the same time. */
  void execute(Runnable task);
}
