package dev.tutti.redis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One kind of state, spread over a fixed number of hash slots by name: what belongs to one name is
 * in one slot, so that scripts may change it as a whole, and a cluster carries all names evenly.
 *
 * @param prefix of all keys, with the version of their format
 * @param area what is kept, a few letters
 */
record Shards(String prefix, String area) {
  /** A part of the format: every node must count the same. */
  static final int COUNT = 64;

  /** The shard of a name. */
  Shard of(String name) {
    int hash = name.hashCode();
    // The lower bits of a text's hash come from its last characters alone.
    return at(Math.floorMod(hash ^ (hash >>> 16) ^ (hash >>> 8), COUNT));
  }

  Shard at(int index) {
    return new Shard(index, prefix + ":" + area + ":{" + area + index + "}:");
  }

  List<Shard> all() {
    return IntStream.range(0, COUNT).mapToObj(this::at).toList();
  }

  /**
   * One slot.
   *
   * @param base what its keys begin with
   */
  record Shard(int index, String base) {
    String key(String name) {
      return base + name;
    }
  }
}
