package dev.tutti.app.session;

import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.security.TokenError;
import dev.tutti.security.TokenRefusedException;
import dev.tutti.socketio.ClientJson;
import dev.tutti.socketio.JsonText;
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
    ClientJson.Member token = ClientJson.member(auth, "token");
    if (token == null || token.token() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (token.token() != JsonToken.VALUE_STRING) {
      throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
    }
    return Optional.of(token.text()).filter(text -> !text.isEmpty());
  }
}
