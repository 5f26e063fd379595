package dev.tutti.app.session;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.User;
import dev.tutti.socketio.SocketIoSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one socket's token: announces its end and ends the session when it comes. One timer
 * at a time. Runs in the socket's mailbox, but for {@link #end}.
 */
final class ExpiryWatch {
  private final SocketIoSocket socket;
  private final Scheduler scheduler;
  private final Duration notice;
  private final AtomicBoolean ended = new AtomicBoolean();

  private @Nullable Instant announced;
  private Scheduler.@Nullable Timer timer;
  private boolean stopped;

  ExpiryWatch(SocketIoSocket socket, Scheduler scheduler, Duration notice) {
    this.socket = socket;
    this.scheduler = scheduler;
    this.notice = notice;
  }

  /** Looks how long the token has left, does what is due, and sets the timer for the rest. */
  void look() {
    cancelTimer();
    Instant expiresAt = user().map(User::expiresAt).orElse(null);
    if (stopped || expiresAt == null) {
      return;
    }
    Duration left = Duration.between(scheduler.now(), expiresAt);
    if (left.isNegative() || left.isZero()) {
      end(SessionEnd.EXPIRED);
    } else if (left.compareTo(notice) > 0) {
      lookIn(left.minus(notice));
    } else {
      announce(expiresAt, left);
      lookIn(left);
    }
  }

  /** The socket is gone. */
  void stop() {
    stopped = true;
    cancelTimer();
  }

  /** Ends the session once, and says whether this was it. Any thread. */
  boolean end(SessionEnd end) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    socket.emit("session-ended", new SessionEnded(end.code()));
    if (end.mayReturn()) {
      socket.closeTransport();
    } else {
      socket.disconnect(true);
    }
    return true;
  }

  Optional<User> user() {
    return socket.attribute(User.class);
  }

  private void announce(Instant expiresAt, Duration left) {
    if (!expiresAt.equals(announced)) {
      announced = expiresAt;
      socket.emit("token-expiring", new TokenExpiring(expiresAt, left.toMillis()));
    }
  }

  private void lookIn(Duration delay) {
    timer = scheduler.schedule(delay, () -> socket.execute(this::look));
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
