package dev.tutti.socketio;

import java.util.List;

/**
 * One JSON value as validated compact text, with the binary values inside it. Where there are
 * attachments, the text holds for each the object {@code {"_placeholder":true,"num":i}} in exactly
 * this form, numbered from 0 in the order of the text. Socket.IO 5, "Sending and receiving binary".
 *
 * @param text never empty; numbers and key order as the sender wrote them
 * @param attachments the binary values in order; not to be changed
 */
public record JsonText(String text, List<byte[]> attachments) {
  public static final JsonText NULL = new JsonText("null");

  public JsonText {
    attachments = List.copyOf(attachments);
  }

  /** A value without binary inside. */
  public JsonText(String text) {
    this(text, List.of());
  }

  /** A value without binary inside, from valid JSON that may have whitespace between its tokens. */
  public static JsonText compact(String json) {
    return new JsonText(JsonItems.compact(json));
  }

  public boolean hasBinary() {
    return !attachments.isEmpty();
  }

  /** Says nothing of the content: payloads are never logged. */
  @Override
  public String toString() {
    return "JsonText[" + text.length() + " chars, " + attachments.size() + " attachments]";
  }
}
