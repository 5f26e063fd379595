package dev.tutti.benchmarks.load;

import java.util.Locale;

/** A flat JSON object, written. */
final class Json {
  private final StringBuilder text = new StringBuilder("{");

  Json put(String name, String value) {
    String safe = value.replace("\\", "/").replace("\"", "'").replaceAll("\\p{Cntrl}", " ");
    return raw(name, "\"" + safe + "\"");
  }

  Json put(String name, long value) {
    return raw(name, Long.toString(value));
  }

  Json put(String name, double value) {
    return raw(name, String.format(Locale.ROOT, "%.4f", value));
  }

  private Json raw(String name, String value) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append('"').append(name).append("\":").append(value);
    return this;
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
