package dev.tutti.redis;

import java.util.Map;

/** Members of an object that must be there. */
final class Fields {
  private Fields() {}

  static JsonSlice required(Map<String, JsonSlice> fields, String name) {
    JsonSlice field = fields.get(name);
    if (field == null) {
      throw new MalformedMessageException("missing: " + name);
    }
    return field;
  }

  /** A count, which nobody makes negative or larger than an int. */
  static int count(Map<String, JsonSlice> fields, String name) {
    long count = required(fields, name).integer();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new MalformedMessageException("no count: " + name);
    }
    return (int) count;
  }
}
