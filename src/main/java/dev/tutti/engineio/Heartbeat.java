package dev.tutti.engineio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends PING and closes the session when no PONG follows within pingTimeout. Engine.IO 4,
 * "Heartbeat". PINGs leave from the timer's thread, so that a busy mailbox does not delay them; any
 * thread may call.
 */
final class Heartbeat {
  private enum State {
    RESTING,
    PINGED,
    STOPPED
  }

  private final EngineIoSession session;
  private final Environment environment;
  private State state = State.RESTING;
  private Scheduler.@Nullable Timer timer;

  /** When the next PING is due, or the last one was; lateness of the timer does not add up. */
  private long dueNanos;

  /** Tells the timer that counts from one that was cancelled too late. */
  private int beat;

  Heartbeat(EngineIoSession session, Environment environment) {
    this.session = session;
    this.environment = environment;
  }

  synchronized void start(Duration untilPing) {
    if (state == State.RESTING) {
      int next = ++beat;
      dueNanos = environment.scheduler().nanoTime() + untilPing.toNanos();
      timer = environment.scheduler().schedule(untilPing, () -> ping(next));
    }
  }

  /** A PONG came, asked for or not: the interval begins anew. */
  synchronized void pong() {
    if (state != State.STOPPED) {
      cancel();
      state = State.RESTING;
      start(environment.config().pingInterval());
    }
  }

  /** Whether the time for the PONG is over, even if no timer has said so yet. */
  synchronized boolean overdue() {
    return state != State.STOPPED && beat > 0 && patience().isNegative();
  }

  synchronized void stop() {
    state = State.STOPPED;
    cancel();
  }

  private void ping(int due) {
    synchronized (this) {
      if (state != State.RESTING || due != beat) {
        return;
      }
      state = State.PINGED;
      timer = environment.scheduler().schedule(patience(), () -> expire(due));
    }
    session.ping();
  }

  private void expire(int due) {
    synchronized (this) {
      if (state != State.PINGED || due != beat) {
        return;
      }
      state = State.STOPPED;
    }
    environment.aside(() -> session.abort(CloseReason.PING_TIMEOUT));
  }

  /** From now until the PONG must be here. */
  private Duration patience() {
    long late = environment.scheduler().nanoTime() - dueNanos;
    return environment.config().pingTimeout().minusNanos(late);
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
