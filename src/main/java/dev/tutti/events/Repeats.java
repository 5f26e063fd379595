package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the repeated packets of one socket whose client sets {@code retries} without {@code
 * ackTimeout}: it takes every answer for an error and sends the event three times more, at once and
 * with new ack ids. An event of it must take effect once, and a real second one must do so too.
 *
 * <p>A packet is a repeat when it is identical but for the ack id, is the next one that asks for an
 * ack, comes after our ack and within two seconds of it, and is at most the third. A client shows
 * that it repeats with its very first such event; one that does not is never taken for one that
 * does. Called in the session's mailbox only.
 */
final class Repeats {
  private static final int MAX_REPEATS = 3;
  private static final long WINDOW_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MAX_PLAIN_KEY = 256;

  /** What is known of the client. */
  private enum Habit {
    UNKNOWN,
    REPEATS,
    NEVER
  }

  private final Scheduler scheduler;
  private Habit habit = Habit.UNKNOWN;
  private @Nullable String lastKey;

  /** The last event while it waits for its answer. */
  private @Nullable InboundEvent last;

  private @Nullable Answer answer;
  private long answeredAt;
  private int repeats;

  Repeats(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Takes an event that asks for an ack; the answer when it is a repeat. */
  Optional<Answer> receive(InboundEvent event) {
    if (habit == Habit.NEVER) {
      return Optional.empty();
    }
    String key = keyOf(event);
    boolean repeated = repeats(key);
    if (lastKey != null && habit == Habit.UNKNOWN) {
      habit = repeated ? Habit.REPEATS : Habit.NEVER;
    }
    return repeated ? repeat(event) : remember(event, key);
  }

  /** The answer of an event that was no repeat, or of a repeat, goes out. */
  void answered(InboundEvent event, Answer sent) {
    if (event == last) {
      last = null;
      answer = sent;
      answeredAt = scheduler.nanoTime();
    }
  }

  private boolean repeats(String key) {
    return answer != null
        && repeats < MAX_REPEATS
        && key.equals(lastKey)
        && scheduler.nanoTime() - answeredAt <= WINDOW_NANOS;
  }

  private Optional<Answer> repeat(InboundEvent event) {
    repeats++;
    last = event;
    return Optional.ofNullable(answer);
  }

  private Optional<Answer> remember(InboundEvent event, String key) {
    boolean kept = habit != Habit.NEVER;
    last = kept ? event : null;
    lastKey = kept ? key : null;
    answer = null;
    repeats = 0;
    return Optional.empty();
  }

  /** The packet without its ack id; long or binary ones as a digest, so that none is held. */
  private static String keyOf(InboundEvent event) {
    boolean binary = event.args().stream().anyMatch(JsonText::hasBinary);
    if (!binary && event.key().length() <= MAX_PLAIN_KEY) {
      return event.key();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(event.key().getBytes(StandardCharsets.UTF_8));
      for (JsonText arg : event.args()) {
        for (byte[] attachment : arg.attachments()) {
          digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(attachment.length).flip());
          digest.update(attachment);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
