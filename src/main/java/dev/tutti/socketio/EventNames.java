package dev.tutti.socketio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Set;

/** The names that only the protocol may use, and event names as JSON. */
final class EventNames {
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventNames() {}

  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * The name of an outbound event as JSON.
   *
   * @throws IllegalArgumentException when the name is reserved
   */
  static JsonText encode(String name) {
    if (isReserved(name)) {
      throw new IllegalArgumentException("reserved event name: " + name);
    }
    return new JsonText(quote(name));
  }

  /** A text as a JSON string. */
  static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }
}
