package dev.tutti.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outgoing JSON object under construction, where an absent value leaves no key. */
public final class Payload {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Sets a field, or removes it when there is no value; the last call for a name wins. */
  public Payload with(String name, @Nullable Object value) {
    if (value == null) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets the fields {@code timestamp} and {@code id}. */
  public Payload with(EventStamp stamp) {
    return with("timestamp", stamp.timestamp()).with("id", stamp.id());
  }

  /** The object, in the order in which its fields first came. */
  public Map<String, Object> fields() {
    return fields;
  }
}
