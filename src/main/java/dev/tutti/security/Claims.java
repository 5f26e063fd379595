package dev.tutti.security;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** The claims of a token as plain values: strings, numbers, booleans, lists and maps. */
@FunctionalInterface
interface Claims {

  /** The latest time that fits arithmetic with durations; enough for any honest claim. */
  long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Nullable Object get(String name);

  /** The claims of a token that the server has verified. */
  static Claims of(JsonWebToken token) {
    return name -> plain(token.getClaim(name));
  }

  /** A claim that is a string, null when it is absent or something else. */
  default @Nullable String text(String name) {
    return get(name) instanceof String text ? text : null;
  }

  /**
   * A claim that is a time in seconds since the epoch.
   *
   * @throws TokenRefusedException when it is there and is no such time
   */
  default @Nullable Instant time(String name) {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= LAST_SECOND) {
      return Instant.ofEpochSecond(number.longValue());
    }
    throw new TokenRefusedException(TokenError.TOKEN_MALFORMED);
  }

  /** Strings of a claim that is a list of them or one. */
  static List<String> texts(@Nullable Object value) {
    if (value instanceof String text) {
      return List.of(text);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /**
   * A claim's plain value. Servers hand out JSON-P values for claims of their own choice; the text
   * of such a value is JSON by its contract.
   */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new HashMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
      return plain;
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    try {
      return JSONObjectUtils.parse("{\"value\":" + value + "}").get("value");
    } catch (ParseException notJson) {
      return null; // a type that no claim of ours has
    }
  }
}
