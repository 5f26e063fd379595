package dev.tutti.redis;

import java.util.List;

/**
 * What came of a question.
 *
 * @param expected how many items were announced, as far as that is known
 * @param complete whether all that was to come has come
 */
record Gathered<T>(List<T> items, int expected, boolean complete) {
  Gathered {
    items = List.copyOf(items);
  }
}
