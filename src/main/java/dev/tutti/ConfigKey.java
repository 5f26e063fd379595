package dev.tutti;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A configuration key with what may stand behind it: the one place that knows its name, default,
 * limits and meaning. The README's table is checked against {@link Configuration#keys()}.
 *
 * @param name as MicroProfile Config knows it
 * @param defaultText the value when nothing is configured, as it would be written
 * @param limits what is accepted, for people
 * @param meaning what it does, for people
 * @param parser from the text to the value; throws IllegalArgumentException with the reason
 */
record ConfigKey<T>(
    String name, String defaultText, String limits, String meaning, Function<String, T> parser) {

  /**
   * The value of a text.
   *
   * @throws ConfigurationException naming this key, when the text is not acceptable
   */
  T parse(String text) {
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(name, e);
    }
  }

  static ConfigKey<Integer> integer(String name, int fallback, int min, int max, String meaning) {
    return new ConfigKey<>(
        name, Integer.toString(fallback), min + "–" + max, meaning, text -> intOf(text, min, max));
  }

  static ConfigKey<Duration> duration(
      String name, Duration fallback, Duration min, Duration max, String meaning) {
    return new ConfigKey<>(
        name, fallback.toString(), min + "–" + max, meaning, text -> durationOf(text, min, max));
  }

  static ConfigKey<Boolean> flag(String name, boolean fallback, String meaning) {
    return new ConfigKey<>(
        name, Boolean.toString(fallback), "true, false", meaning, ConfigKey::booleanOf);
  }

  static ConfigKey<String> text(String name, String fallback, String limits, String meaning) {
    return new ConfigKey<>(name, fallback, limits, meaning, Function.identity());
  }

  static ConfigKey<List<String>> list(String name, String fallback, String limits, String meaning) {
    return new ConfigKey<>(name, fallback, limits, meaning, ConfigKey::listOf);
  }

  static <E extends Enum<E>> ConfigKey<E> choice(
      String name, E fallback, Class<E> type, String meaning) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(ConfigKey::word)
            .collect(Collectors.joining(", "));
    return new ConfigKey<>(
        name, word(fallback), words, meaning, text -> choiceOf(text, type, words));
  }

  private static int intOf(String text, int min, int max) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException(value + " is not within " + min + "–" + max);
    }
    return value;
  }

  private static Duration durationOf(String text, Duration min, Duration max) {
    Duration value;
    try {
      value = Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a duration such as PT25S", e);
    }
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(value + " is not within " + min + "–" + max);
    }
    return value;
  }

  private static boolean booleanOf(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  static List<String> listOf(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }

  private static <E extends Enum<E>> E choiceOf(String text, Class<E> type, String words) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is none of " + words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
