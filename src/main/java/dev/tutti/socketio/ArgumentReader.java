package dev.tutti.socketio;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one argument of an event into a value in the same pass that checks its JSON, so that it is
 * parsed once. Thread-safe.
 */
@FunctionalInterface
public interface ArgumentReader {

  /** Leaves an argument as text. */
  ArgumentReader TEXT =
      parser -> {
        parser.skipChildren();
        return null;
      };

  /**
   * Reads the value that begins with the parser's current token, at most to its end; what is left
   * of it is skipped.
   *
   * @return anything; the listener that gave the reader finds it in {@link InboundEvent#read}
   * @throws IOException when it cannot be read: all arguments of the event are then left as text
   */
  @Nullable Object read(JsonParser parser) throws IOException;
}
