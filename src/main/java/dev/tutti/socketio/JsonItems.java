package dev.tutti.socketio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A validated JSON array, cut into the texts of its items, and the placeholders found in them.
 *
 * @param json the whole array as received
 * @param items where each item lies, in order
 * @param placeholders in the order of the text; empty for text packets, where they are data
 * @param firstName the first item's value if it can name an event: a string, or a number's text
 * @param read the other items' values, if they have been read
 */
record JsonItems(
    String json,
    List<Span> items,
    List<Placeholder> placeholders,
    @Nullable String firstName,
    @Nullable ReadArguments read) {
  static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";

  /** A part of the text, from {@code start} to before {@code end}. */
  record Span(int start, int end) {}

  /** An object that stands for an attachment. */
  record Placeholder(int start, int end, int num) {}

  /**
   * The name of an event that this array is the payload of.
   *
   * @throws MalformedPacketException when it has none or a reserved one
   */
  String eventName() {
    if (firstName == null || EventNames.isReserved(firstName)) {
      throw new MalformedPacketException("an event needs a name that is not reserved");
    }
    return firstName;
  }

  /** The items from an index on, each with its own attachments. */
  List<JsonText> args(int from, List<byte[]> attachments) {
    List<JsonText> args = new ArrayList<>(items.size() - from);
    for (Span item : items.subList(from, items.size())) {
      args.add(placeholders.isEmpty() ? plain(item) : withAttachments(item, attachments));
    }
    return List.copyOf(args);
  }

  private JsonText plain(Span item) {
    return new JsonText(compact(json.substring(item.start(), item.end())));
  }

  private JsonText withAttachments(Span item, List<byte[]> attachments) {
    StringBuilder text = new StringBuilder(item.end() - item.start());
    List<byte[]> own = new ArrayList<>(2);
    int from = item.start();
    for (Placeholder placeholder : placeholders) {
      if (placeholder.start() >= item.start() && placeholder.end() <= item.end()) {
        text.append(json, from, placeholder.start());
        text.append(PLACEHOLDER).append(own.size()).append('}');
        own.add(attachments.get(placeholder.num()));
        from = placeholder.end();
      }
    }
    text.append(json, from, item.end());
    return new JsonText(compact(text.toString()), own);
  }

  /** Valid JSON without the whitespace between its tokens; the same string if there is none. */
  static String compact(String json) {
    int first = nextWhitespace(json, 0);
    if (first < 0) {
      return json;
    }
    StringBuilder compact = new StringBuilder(json.length());
    int from = 0;
    for (int at = first; at >= 0; at = nextWhitespace(json, from)) {
      compact.append(json, from, at);
      from = at + 1;
    }
    return compact.append(json, from, json.length()).toString();
  }

  /** The first whitespace outside of strings, from an index that is outside of strings. */
  private static int nextWhitespace(String json, int from) {
    boolean inString = false;
    for (int i = from; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (isWhitespace(c)) {
        return i;
      }
    }
    return -1;
  }

  static boolean isWhitespace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
