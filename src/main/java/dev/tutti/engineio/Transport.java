package dev.tutti.engineio;

import java.util.List;

/**
 * The way out of a session. Any thread may call; the lock inside is never held across I/O.
 *
 * <p>A polling transport may be replaced while a sender holds it: it then answers {@link
 * Offer#MOVED}, and the sender asks the session for the new one.
 */
abstract class Transport {

  /** What became of frames that were offered. */
  enum Offer {
    /** Sent or queued. */
    TAKEN,
    /** Not taken: the client cannot take them at once. */
    BUSY,
    /** Not taken: the queue is full. */
    FULL,
    /** Not taken: the session has moved to another transport. */
    MOVED,
    /** Not taken: closing or closed. */
    CLOSED
  }

  abstract TransportKind kind();

  abstract Offer send(Frame frame);

  /** Takes all the frames or none; they stay adjacent. */
  abstract Offer send(List<Frame> frames);

  /** Takes the frames only if they can leave at once. */
  abstract Offer sendVolatile(List<Frame> frames);

  /** Sends what is queued, then closes; {@link Offer#MOVED} if another transport must do it. */
  abstract Offer close();

  /** Closes at once and drops what is queued. */
  abstract Offer abort(CloseReason reason);
}
