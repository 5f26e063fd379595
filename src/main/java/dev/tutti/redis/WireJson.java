package dev.tutti.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tutti.socketio.ClientJson;
import java.io.IOException;

/** The JSON between nodes: how it is read, and the marks in it that stand for binary values. */
final class WireJson {
  /** How deep what other nodes send may nest. */
  static final int MAX_DEPTH = 200;

  /** Stands for an attachment, up to its number. */
  static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";

  /** The same JSON, when it is meant as data. */
  static final String ESCAPED_PLACEHOLDER = "{\"\\u005fplaceholder\":true,\"num\":";

  // Redis bounds a message's size.
  private static final JsonFactory JSON = ClientJson.factory(ClientJson.bounded(MAX_DEPTH)).build();

  private WireJson() {}

  static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }

  /** Appends a text as a JSON string. */
  static void quote(String text, StringBuilder to) {
    to.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, to);
    to.append('"');
  }
}
