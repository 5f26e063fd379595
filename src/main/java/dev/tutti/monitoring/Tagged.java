package dev.tutti.monitoring;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Figures by a tag's value, for a bounded number of values: those that come later, or are too long
 * to be names, share {@link #OTHER}. A value seen before costs one look-up and no allocation. Any
 * thread.
 */
final class Tagged<T> {
  static final String OTHER = "other";
  private static final int MAX_LENGTH = 64;

  private final ConcurrentHashMap<String, T> byValue = new ConcurrentHashMap<>();
  private final int maxValues;
  private final Function<String, T> factory;
  private final T other;

  Tagged(int maxValues, Function<String, T> factory) {
    this.maxValues = maxValues;
    this.factory = factory;
    this.other = factory.apply(OTHER);
  }

  T of(String value) {
    T known = byValue.get(value);
    return known != null ? known : add(value);
  }

  /** All values seen so far and {@code other}, with what {@code reading} makes of each. */
  <R> Map<String, R> read(Function<T, R> reading) {
    Map<String, R> readings = new TreeMap<>();
    byValue.forEach((value, figures) -> readings.put(value, reading.apply(figures)));
    readings.put(OTHER, reading.apply(other));
    return readings;
  }

  private T add(String value) {
    // Once full, strangers are told apart no more and must not queue for the lock.
    if (byValue.size() >= maxValues || !isName(value)) {
      return other;
    }
    synchronized (this) {
      return byValue.size() >= maxValues ? other : byValue.computeIfAbsent(value, factory);
    }
  }

  private static boolean isName(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && !value.equals(OTHER)
        && value.chars().noneMatch(Character::isISOControl);
  }
}
