package dev.tutti.app.session;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.security.TokenError;
import dev.tutti.security.TokenRefusedException;
import dev.tutti.socketio.ClientJson;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.util.Optional;

/** Reads the token out of a CONNECT packet's auth object. */
final class AuthToken {

  private AuthToken() {}

  /**
   * The value of {@code token}. A client that is signed out sends none, null or an empty one.
   *
   * @throws TokenRefusedException when it is there and is no string
   */
  static Optional<String> of(JsonText auth) {
    try (JsonParser parser = ClientJson.parser(auth)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean token = parser.currentName().equals("token");
        JsonToken value = parser.nextToken();
        if (token) {
          return text(parser, value);
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("the auth object was validated before", e);
    }
  }

  private static Optional<String> text(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (value != JsonToken.VALUE_STRING) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    return Optional.of(parser.getText()).filter(text -> !text.isEmpty());
  }
}
