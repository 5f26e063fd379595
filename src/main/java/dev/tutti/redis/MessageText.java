package dev.tutti.redis;

import dev.tutti.socketio.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Builds the JSON of one message; attachments are numbered through it. One thread. */
final class MessageText {
  private final StringBuilder text = new StringBuilder(256);
  private final List<byte[]> attachments = new ArrayList<>(0);

  /** Appends JSON, or a part of it, as it is. */
  MessageText raw(String json) {
    text.append(json);
    return this;
  }

  MessageText number(long number) {
    text.append(number);
    return this;
  }

  MessageText bool(boolean value) {
    text.append(value);
    return this;
  }

  MessageText string(String value) {
    WireJson.quote(value, text);
    return this;
  }

  MessageText strings(Collection<String> values) {
    char separator = '[';
    for (String value : values) {
      text.append(separator);
      WireJson.quote(value, text);
      separator = ',';
    }
    return end(separator);
  }

  MessageText values(Collection<JsonText> values) {
    char separator = '[';
    for (JsonText value : values) {
      text.append(separator);
      value(value);
      separator = ',';
    }
    return end(separator);
  }

  private MessageText end(char separator) {
    return raw(separator == '[' ? "[]" : "]");
  }

  /** Appends a value; without attachments, what looks like a placeholder in it is data. */
  MessageText value(JsonText value) {
    String json = value.text();
    if (!value.hasBinary()) {
      return raw(json.replace(WireJson.PLACEHOLDER, WireJson.ESCAPED_PLACEHOLDER));
    }
    int from = 0;
    for (byte[] attachment : value.attachments()) {
      int at = json.indexOf(WireJson.PLACEHOLDER, from);
      if (at < 0) {
        throw new IllegalArgumentException("there must be one placeholder for each attachment");
      }
      int number = at + WireJson.PLACEHOLDER.length();
      text.append(json, from, number).append(attachments.size());
      attachments.add(attachment);
      from = json.indexOf('}', number);
    }
    text.append(json, from, json.length());
    return this;
  }

  JsonText done() {
    return new JsonText(text.toString(), attachments);
  }
}
