package dev.tutti.redis;

/**
 * Whether a node has heard everything that others have sent it. They wait for a node until its
 * lease has been found over. From then on it hears what its subscriptions bring, if they have not
 * been cut: then nobody knows what it has missed. Guarded by itself.
 */
final class Continuity {
  private final RedisCommands redis;
  private String memory = "";

  /** A lease that is gone is told of again when the node asks for its next one. */
  private boolean goneBefore;

  /** How often subscriptions had been cut when others last counted on this node. */
  private int counted;

  /** Whether they have taken it for dead since, and have not counted on it for long enough. */
  private boolean doubtful;

  Continuity(RedisCommands redis) {
    this.redis = redis;
  }

  /**
   * Takes the answer to a renewal.
   *
   * @param memory a name of what Redis remembers: a lease is gone without anybody's doing when it
   *     has begun anew
   * @param gone whether the lease was no longer there
   * @param interruptions how often subscriptions had been cut before Redis was asked
   * @param settled whether others have counted on this node for long
   * @return whether something may have been missed; not told again until it happens again
   */
  synchronized boolean broken(String memory, boolean gone, int interruptions, boolean settled) {
    boolean taken = gone && !goneBefore && memory.equals(this.memory);
    if (taken) {
      doubtful = true;
    } else if (settled || !doubtful) {
      doubtful = false;
      counted = interruptions;
    }
    this.memory = memory;
    goneBefore = gone;
    boolean broken = doubtful && redis.interruptions() != counted;
    if (broken) {
      doubtful = false;
      counted = redis.interruptions();
    }
    return broken;
  }
}
