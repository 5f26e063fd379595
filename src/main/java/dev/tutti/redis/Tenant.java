package dev.tutti.redis;

import java.util.concurrent.CompletionStage;

/** State whose entries belong to nodes' leases. Called on any thread; must not block. */
interface Tenant {

  /**
   * Writes all of this node's entries under its present lease, because the one before has been
   * lost; whatever else is written meanwhile must come out right.
   *
   * @return fails when Redis is lost again
   */
  CompletionStage<Void> move();

  /**
   * Takes away what is left of a lease that nobody holds any more.
   *
   * @param diedAt when it ended, in milliseconds of Redis' clock
   */
  CompletionStage<Void> reap(String lease, long diedAt);

  /** Ends what is overdue; of all nodes one is asked at a time. */
  CompletionStage<Void> sweep();

  /** Makes the keys of this node's entries live on. */
  void touch();

  /** All nodes have had the time to come back after an outage of Redis. */
  default void restored() {}
}
