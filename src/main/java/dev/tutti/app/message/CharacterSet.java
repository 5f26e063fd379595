package dev.tutti.app.message;

/**
 * Which ASCII characters occur in a text; of others only whether there are any.
 *
 * @param low those below 64, a bit each
 * @param high the rest of ASCII, a bit each
 * @param others whether other characters occur
 */
record CharacterSet(long low, long high, boolean others) {
  private static final int HALF = 64;
  private static final int END = 128;

  static CharacterSet of(String text) {
    long low = 0;
    long high = 0;
    boolean others = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < HALF) {
        low |= 1L << c;
      } else if (c < END) {
        high |= 1L << c;
      } else {
        others = true;
      }
    }
    return new CharacterSet(low, high, others);
  }

  /** Whether some character may occur in both. */
  boolean mayShare(CharacterSet other) {
    return (low & other.low) != 0 || (high & other.high) != 0 || (others && other.others);
  }
}
