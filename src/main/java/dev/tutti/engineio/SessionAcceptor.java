package dev.tutti.engineio;

/** Takes new sessions; the protocol above the engine. */
@FunctionalInterface
public interface SessionAcceptor {

  /** A session is open: what it receives goes to the listener returned. Runs in its mailbox. */
  SessionListener accept(Session session);
}
