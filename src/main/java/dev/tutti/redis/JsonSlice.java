package dev.tutti.redis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a message's JSON, cut further only where someone asks, and never converted. What is not
 * as asked is a {@link MalformedMessageException}.
 */
final class JsonSlice {
  private final JsonText message;
  private final int start;
  private final int end;

  private JsonSlice(JsonText message, int start, int end) {
    this.message = message;
    this.start = start;
    this.end = end;
  }

  /** The whole of a message. */
  static JsonSlice of(JsonText message) {
    return new JsonSlice(message, 0, message.text().length());
  }

  /** An object's members. */
  Map<String, JsonSlice> fields() {
    try (JsonParser parser = open(JsonToken.START_OBJECT)) {
      Map<String, JsonSlice> fields = new HashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, next(parser));
      }
      return fields;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** An array's items. */
  List<JsonSlice> items() {
    try (JsonParser parser = open(JsonToken.START_ARRAY)) {
      List<JsonSlice> items = new ArrayList<>(4);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(next(parser));
      }
      return items;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  String string() {
    try (JsonParser parser = open(JsonToken.VALUE_STRING)) {
      return parser.getText();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** A whole number, also when it is written with a fraction of 0. */
  long integer() {
    try (JsonParser parser = parser()) {
      if (!parser.nextToken().isNumeric()) {
        throw new MalformedMessageException("a number is expected");
      }
      return parser.getLongValue();
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  boolean isTrue() {
    return text().equals("true");
  }

  boolean isNull() {
    return text().equals("null");
  }

  boolean isObject() {
    return message.text().charAt(start) == '{';
  }

  boolean isArray() {
    return message.text().charAt(start) == '[';
  }

  /** An array's strings; numbers, which Node.js allows as rooms, as their text. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (JsonSlice item : items()) {
      names.add(item.name());
    }
    return names;
  }

  private String name() {
    return message.text().charAt(start) == '"' ? string() : text();
  }

  /** An array's items as values of their own. */
  List<JsonText> values() {
    return items().stream().map(JsonSlice::json).toList();
  }

  /** This part as a value of its own, with the attachments in it. */
  JsonText json() {
    String text = text();
    if (!message.hasBinary() || !text.contains(WireJson.PLACEHOLDER)) {
      return JsonText.compact(text);
    }
    StringBuilder renumbered = new StringBuilder(text.length());
    List<byte[]> attachments = new ArrayList<>(2);
    int from = 0;
    for (int at = text.indexOf(WireJson.PLACEHOLDER);
        at >= 0;
        at = text.indexOf(WireJson.PLACEHOLDER, from)) {
      int number = at + WireJson.PLACEHOLDER.length();
      int close = text.indexOf('}', number);
      renumbered.append(text, from, number).append(attachments.size());
      attachments.add(attachment(text.substring(number, close)));
      from = close;
    }
    renumbered.append(text, from, text.length());
    return new JsonText(renumbered.toString(), attachments);
  }

  /** Only our own reader of MessagePack writes placeholders: their numbers are right. */
  private byte[] attachment(String number) {
    return message.attachments().get(Integer.parseInt(number));
  }

  private String text() {
    return message.text().substring(start, end);
  }

  private JsonParser parser() throws IOException {
    return WireJson.parser(text());
  }

  private JsonParser open(JsonToken first) throws IOException {
    JsonParser parser = parser();
    if (parser.nextToken() != first) {
      parser.close();
      throw new MalformedMessageException("not what is expected: " + first);
    }
    return parser;
  }

  /** The value that begins with the current token. */
  private JsonSlice next(JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getCharOffset();
    return new JsonSlice(message, start + from, start + to);
  }

  /** Jackson's own message quotes the text: it stays out of the log. */
  private static MalformedMessageException invalid(IOException cause) {
    return new MalformedMessageException("invalid JSON: " + cause.getClass().getSimpleName());
  }
}
