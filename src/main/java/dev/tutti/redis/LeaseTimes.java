package dev.tutti.redis;

import java.time.Duration;

/**
 * How fast nodes notice one another's end.
 *
 * @param lease how long a node lives on without a renewal
 * @param renewal the pause between renewals
 * @param sweep the pause after which one of the nodes ends what is overdue
 * @param claim how long a node may be at the entries of a dead one before another takes over
 * @param keys how long keys live on when no node touches them
 */
record LeaseTimes(Duration lease, Duration renewal, Duration sweep, Duration claim, Duration keys) {

  /** A node that is killed is noticed within 8 seconds. */
  static LeaseTimes defaults() {
    return new LeaseTimes(
        Duration.ofSeconds(5),
        Duration.ofMillis(1500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  /**
   * How long a node must have held its lease without a break before it ends what others left
   * behind: after an outage all leases are over, and all nodes need the time to come back.
   */
  Duration settling() {
    return lease.multipliedBy(2);
  }

  /** The pause between two times that keys are touched. */
  Duration touch() {
    return keys.dividedBy(4);
  }
}
