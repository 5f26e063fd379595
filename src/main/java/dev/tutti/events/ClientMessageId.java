package dev.tutti.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code clientMessageId} of an event: a text of 1 to 128 characters in the object that is its
 * first argument. By it the client says that two packets are the same event.
 */
final class ClientMessageId {
  private static final String FIELD = "clientMessageId";
  private static final int MAX_LENGTH = 128;
  private static final JsonFactory JSON = new JsonFactory();

  private ClientMessageId() {}

  /** The id, null when there is none; anything else under the name is the handler's to judge. */
  static @Nullable String of(List<JsonText> args) {
    if (args.isEmpty() || !args.get(0).text().contains(FIELD)) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(args.get(0).text())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(FIELD);
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? bounded(parser.getText()) : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("the text has been validated", e);
    }
  }

  private static @Nullable String bounded(String id) {
    return id.isEmpty() || id.length() > MAX_LENGTH ? null : id;
  }
}
