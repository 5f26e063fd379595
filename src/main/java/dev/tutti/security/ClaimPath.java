package dev.tutti.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to a claim inside others: names with dots between them, such as {@code
 * realm_access.roles}. A name that has dots itself, such as a URL, stands in double quotes: {@code
 * "https://example.com/claims".roles}.
 *
 * @param names from the outermost claim inwards, at least one
 */
public record ClaimPath(List<String> names) {
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|([^.\"]+)");

  public ClaimPath {
    names = List.copyOf(names);
  }

  /**
   * The path in its written form.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ClaimPath parse(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    int position = 0;
    while (matcher.find(position) && matcher.start() == position) {
      names.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      position = matcher.end();
      if (position == text.length()) {
        return new ClaimPath(names);
      }
      if (text.charAt(position) != '.') {
        break;
      }
      position++;
    }
    throw new IllegalArgumentException(
        "tutti.token.roles-path must hold claim names with dots between them: " + text);
  }

  /** The value at the end of the path, null where there is none. */
  @Nullable Object in(Claims claims) {
    @Nullable Object value = claims.get(names.get(0));
    for (String name : names.subList(1, names.size())) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }
}
