package dev.tutti.admin;

import org.jspecify.annotations.Nullable;

/** The query parameter {@code limit}. */
final class PageLimit {
  private static final int DEFAULT = 100;

  private PageLimit() {}

  /**
   * The limit in the text, or the default where there is none.
   *
   * @throws ProblemException {@code invalid_parameter}
   */
  static int of(@Nullable String text) {
    if (text == null) {
      return DEFAULT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that a number out of range gets as well.
    }
    throw new ProblemException(
        HttpStatus.BAD_REQUEST, "invalid_parameter", "limit must be a positive whole number");
  }
}
