package dev.tutti.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what tests need: texts, numbers, booleans, lists, maps, byte arrays and null. */
public final class TestJson implements JsonCodec {

  @Override
  public JsonText encode(Object value) {
    if (value instanceof JsonText text) {
      return text;
    }
    StringBuilder text = new StringBuilder();
    List<byte[]> attachments = new ArrayList<>();
    append(value, text, attachments);
    return new JsonText(text.toString(), attachments);
  }

  private static void append(Object value, StringBuilder text, List<byte[]> attachments) {
    if (value instanceof byte[] bytes) {
      text.append("{\"_placeholder\":true,\"num\":").append(attachments.size()).append('}');
      attachments.add(bytes);
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object item : list) {
        text.append(separator);
        append(item, text, attachments);
        separator = ",";
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        text.append(separator).append(EventNames.quote((String) entry.getKey())).append(':');
        append(entry.getValue(), text, attachments);
        separator = ",";
      }
      text.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof String string) {
      text.append(EventNames.quote(string));
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("cannot write " + value.getClass());
    }
  }
}
