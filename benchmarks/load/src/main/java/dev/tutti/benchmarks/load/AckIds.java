package dev.tutti.benchmarks.load;

/** Ack ids of one length, so that all packets have one. */
final class AckIds {
  static final int FIRST = 1_000_000;
  private static final int END = 10_000_000;

  private AckIds() {}

  static int next(int id) {
    return id + 1 == END ? FIRST : id + 1;
  }

  static boolean isSuccess(String text) {
    return text.startsWith("43") && text.startsWith("[{\"success\":true", 9);
  }
}
