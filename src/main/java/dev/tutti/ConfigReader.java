package dev.tutti;

import java.util.Optional;
import java.util.function.Function;

/**
 * Values of {@link ConfigKey}s from wherever configuration comes from.
 *
 * @param source the text of a key, if it is configured
 */
record ConfigReader(Function<String, Optional<String>> source) {

  /** The configured value, else the default. */
  <T> T value(ConfigKey<T> key) {
    return key.parse(text(key.name()).orElse(key.defaultText()));
  }

  /** The text of a key, blank counting as not configured. */
  Optional<String> text(String name) {
    return source.apply(name).filter(text -> !text.isBlank());
  }
}
