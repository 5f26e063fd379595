package dev.tutti.security;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads typed values; a bad one is refused with the name of its key. A blank value is none. */
record ConfigReader(Function<String, Optional<String>> values) {

  Optional<String> text(String key) {
    return values.apply(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** A comma list, without blank entries. */
  List<String> list(String key, String otherwise) {
    return Arrays.stream(text(key).orElse(otherwise).split(",", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  int number(String key, int otherwise) {
    return text(key)
        .map(value -> parse(key, "a whole number", value, Integer::valueOf))
        .orElse(otherwise);
  }

  /** Whole seconds, as MicroProfile JWT writes durations. */
  Optional<Duration> seconds(String key) {
    return text(key)
        .map(value -> parse(key, "a whole number of seconds", value, Integer::valueOf))
        .map(Duration::ofSeconds);
  }

  /** ISO-8601, such as {@code PT15M}. */
  Duration duration(String key, Duration otherwise) {
    return text(key)
        .map(value -> parse(key, "a duration such as PT15M", value, Duration::parse))
        .orElse(otherwise);
  }

  private static <T> T parse(String key, String kind, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException(key + " must be " + kind + ": " + value, e);
    }
  }
}
