package dev.tutti.app;

import dev.tutti.engineio.Scheduler;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * The source of stamps of this node. Ids are ULIDs: 48 bits of Unix milliseconds and 80 random bits
 * in Crockford's base 32; within a millisecond, and while the clock goes back, the random part
 * counts up. Thread-safe.
 */
public final class EventStamps {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;
  private static final long RANDOM_HIGH_LIMIT = 1L << 40;
  private static final long RANDOM_LOW_LIMIT = 1L << 40;

  /** Random bytes are drawn for this many ids at a time: a draw costs the same for one. */
  private static final int IDS_PER_DRAW = 64;

  private static final int RANDOM_BYTES = 2 * Long.BYTES;

  private final SharedTime time;
  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer drawn =
      ByteBuffer.allocate(IDS_PER_DRAW * RANDOM_BYTES).position(IDS_PER_DRAW * RANDOM_BYTES);
  private long millis = -1;
  private long high;
  private long low;

  public EventStamps(Scheduler scheduler) {
    this((SharedTime) scheduler::now);
  }

  /** Stamps by a time that other nodes have as well. */
  public EventStamps(SharedTime time) {
    this.time = time;
  }

  /** A stamp of now. */
  public EventStamp next() {
    Instant now = time.now();
    return new EventStamp(nextId(now.toEpochMilli()), now);
  }

  private synchronized String nextId(long now) {
    if (now > millis) {
      millis = now;
      draw();
    } else {
      countUp();
    }
    return encode();
  }

  private void draw() {
    if (!drawn.hasRemaining()) {
      random.nextBytes(drawn.array());
      drawn.clear();
    }
    // The top bit stays free, so that counting up has room for the rest of the millisecond.
    high = drawn.getLong() & (RANDOM_HIGH_LIMIT / 2 - 1);
    low = drawn.getLong() & (RANDOM_LOW_LIMIT - 1);
  }

  private void countUp() {
    low++;
    if (low == RANDOM_LOW_LIMIT) {
      low = 0;
      high++;
    }
  }

  private String encode() {
    char[] text = new char[LENGTH];
    write(millis, text, 0, 10);
    write(high, text, 10, 8);
    write(low, text, 18, 8);
    return new String(text);
  }

  private static void write(long value, char[] text, int from, int digits) {
    long rest = value;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = DIGITS[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
