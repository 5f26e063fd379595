package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who keeps on sending what is refused: first silenced, then disconnected and kept out while
 * silenced. Known by user, so that a new connection changes nothing. Thread-safe.
 */
final class Penalties {

  /** What follows from one more refusal. */
  enum Step {
    NONE,
    MUTE,
    MUTED,
    DISCONNECT
  }

  private static final class Offender {
    final SlidingLog refusals;
    long mutedUntil;
    int whileMuted;

    Offender(RateLimit threshold, long now) {
      this.refusals = new SlidingLog(threshold);
      this.mutedUntil = now;
    }
  }

  private final EventConfig config;
  private final Scheduler scheduler;
  private final Map<String, Offender> offenders = new LinkedHashMap<>(16, 0.75f, true);

  Penalties(EventConfig config, Scheduler scheduler) {
    this.config = config;
    this.scheduler = scheduler;
  }

  /** How long a user is silenced yet, zero when not. */
  synchronized Duration muted(String user) {
    Offender offender = offenders.get(user);
    long left = offender == null ? 0 : offender.mutedUntil - scheduler.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /** Whether a silenced user went on until being disconnected. */
  synchronized boolean keptOut(String user) {
    Offender offender = offenders.get(user);
    return offender != null
        && offender.mutedUntil - scheduler.nanoTime() > 0
        && offender.whileMuted >= config.disconnectThreshold();
  }

  /** Counts one refused event. */
  synchronized Step refused(String user) {
    long now = scheduler.nanoTime();
    Offender offender =
        offenders.computeIfAbsent(user, added -> new Offender(config.muteThreshold(), now));
    forgetOthers(now);
    if (offender.mutedUntil - now > 0) {
      return ++offender.whileMuted >= config.disconnectThreshold() ? Step.DISCONNECT : Step.MUTED;
    }
    offender.whileMuted = 0;
    if (offender.refusals.waitNanos(now) == 0) {
      offender.refusals.add(now);
      return Step.NONE;
    }
    offender.mutedUntil = now + config.muteDuration().toNanos();
    return Step.MUTE;
  }

  /** The least recent ones go when their refusals are past, or when there are too many. */
  private void forgetOthers(long now) {
    Iterator<Offender> oldest = offenders.values().iterator();
    while (oldest.hasNext()) {
      Offender offender = oldest.next();
      boolean past = offender.mutedUntil - now <= 0 && offender.refusals.idle(now);
      if (offenders.size() == 1 || !(past || offenders.size() > config.maxRateLimitKeys())) {
        return;
      }
      oldest.remove();
    }
  }
}
