package dev.tutti.benchmarks.load;

/** What the clients of a scenario do once they are connected. */
abstract class Traffic {
  static final Traffic NONE = new Traffic() {};

  private static final long STAMP_BASE = 1_000_000_000_000_000L;
  private static final int STAMP_DIGITS = 16;
  private static final long IDLE_MILLIS = 100;

  final Histogram latency = new Histogram();
  long messages;
  long deliveries;
  long bytes;

  void begin() {}

  /** Whether the preparations of {@link #begin} are over. */
  boolean prepared() {
    return true;
  }

  void start() {}

  /** Milliseconds until it wants to be called again. */
  long tick(long now) {
    return IDLE_MILLIS;
  }

  void event(Client client, String text) {}

  void clear() {
    latency.clear();
    messages = 0;
    deliveries = 0;
    bytes = 0;
  }

  /** The time now, always as 16 digits, so that all packets have one length. */
  static String stamp() {
    return Long.toString(STAMP_BASE + System.nanoTime() % STAMP_BASE);
  }

  /** Microseconds since the stamp behind a mark in a text. */
  static long age(String text, String mark) {
    int from = text.indexOf(mark) + mark.length();
    long stamp = Long.parseLong(text, from, from + STAMP_DIGITS, 10);
    return (STAMP_BASE + System.nanoTime() % STAMP_BASE - stamp) / 1000;
  }
}
