package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which master of a cluster is in charge of which slots. */
final class Slots {
  static final Slots UNKNOWN = new Slots(List.of());

  /** Ranges by their first slot. */
  private final TreeMap<Integer, Range> ranges = new TreeMap<>();

  private Slots(List<Range> all) {
    all.forEach(range -> ranges.put(range.first(), range));
  }

  private record Range(int first, int last, Address master) {}

  /**
   * From the answer to CLUSTER SLOTS.
   *
   * @param asked the server that has answered, which may not know its own name
   */
  static Slots parse(@Nullable Object answer, Address asked) {
    List<Range> all = new ArrayList<>();
    for (Object item : answer instanceof List<?> list ? list : List.of()) {
      if (item instanceof List<?> range && range.size() > 2 && range.get(2) instanceof List<?> m) {
        String host = m.get(0) instanceof String name && !name.isEmpty() ? name : asked.host();
        Address master = new Address(host, number(m.get(1)));
        all.add(new Range(number(range.get(0)), number(range.get(1)), master));
      }
    }
    return new Slots(all);
  }

  private static int number(@Nullable Object value) {
    if (value instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw new IllegalArgumentException("not the answer to CLUSTER SLOTS: " + value);
  }

  /** The master in charge of a key or sharded channel, if any is. */
  @Nullable Address owner(String key) {
    int slot = JedisClusterCRC16.getSlot(key);
    var entry = ranges.floorEntry(slot);
    return entry == null || entry.getValue().last() < slot ? null : entry.getValue().master();
  }

  Set<Address> masters() {
    return Collections.unmodifiableSet(
        ranges.values().stream().map(Range::master).collect(Collectors.toSet()));
  }
}
