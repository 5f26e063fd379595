package dev.tutti.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.tutti.socketio.JsonItems.Placeholder;
import dev.tutti.socketio.JsonItems.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates JSON in one pass, RFC 8259 to the letter, and cuts it by the offsets of its tokens, so
 * that no value is ever converted. Thread-safe.
 */
final class JsonReader {
  private final JsonFactory json;

  /**
   * @param maxDepth how deep arrays and objects may nest
   */
  JsonReader(int maxDepth) {
    // The transport bounds a packet's size: lengths inside of it need no limits of their own. The
    // pool belongs to this instance, so that no container thread keeps buffers after an undeploy.
    json =
        JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
  }

  /** A text that is exactly one JSON object. */
  JsonText object(String text) {
    try (JsonParser parser = json.createParser(text)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "an object is expected");
      parser.skipChildren();
      require(parser.nextToken() == null, "something follows the JSON");
      return new JsonText(JsonItems.compact(text));
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** A text that is exactly one JSON array. */
  JsonItems array(String text) {
    return array(text, 0);
  }

  /**
   * A text that is exactly one JSON array, with placeholders in it.
   *
   * @param attachments how many there are; for 0, placeholders are data like any other
   */
  JsonItems array(String text, int attachments) {
    try (JsonParser parser = json.createParser(text)) {
      Placeholders placeholders = new Placeholders(parser, attachments);
      JsonItems items = items(parser, text, placeholders);
      require(parser.nextToken() == null, "something follows the JSON");
      return items;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /** The value of a JSON string, absent when the text is not one. */
  @Nullable String string(String text) {
    try (JsonParser parser = json.createParser(text)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  private static JsonItems items(JsonParser parser, String text, Placeholders placeholders)
      throws IOException {
    require(parser.nextToken() == JsonToken.START_ARRAY, "an array is expected");
    List<Span> items = new ArrayList<>(4);
    String firstName = null;
    int start = -1;
    for (JsonToken token = parser.nextToken(); ; token = parser.nextToken()) {
      boolean atEnd = token == JsonToken.END_ARRAY;
      int next = offset(parser);
      if (start >= 0) {
        items.add(new Span(start, endBefore(text, next, !atEnd)));
      } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
        firstName = parser.getText();
      }
      if (atEnd) {
        return new JsonItems(text, items, placeholders.found(), firstName);
      }
      start = next;
      placeholders.skip(token);
    }
  }

  /** Where the item that precedes the token at {@code next} ends. */
  private static int endBefore(String text, int next, boolean comma) {
    int end = skipBack(text, next);
    return comma ? skipBack(text, end - 1) : end;
  }

  private static int skipBack(String text, int end) {
    int at = end;
    while (JsonItems.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int offset(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new MalformedPacketException(otherwise);
    }
  }

  /** Jackson's own message quotes the text: it stays out of the log. */
  private static MalformedPacketException invalid(IOException cause) {
    return new MalformedPacketException("invalid JSON: " + cause.getClass().getSimpleName());
  }

  /** Walks over one item at a time and notes the placeholders in it. */
  private static final class Placeholders {
    private final JsonParser parser;
    private final boolean[] used;
    private final List<Placeholder> found = new ArrayList<>();

    Placeholders(JsonParser parser, int attachments) {
      this.parser = parser;
      this.used = new boolean[attachments];
    }

    List<Placeholder> found() {
      return found;
    }

    /** Reads to the end of the value that begins with the current token. */
    void skip(JsonToken token) throws IOException {
      if (used.length == 0) {
        parser.skipChildren();
      } else if (token == JsonToken.START_ARRAY) {
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          skip(t);
        }
      } else if (token == JsonToken.START_OBJECT) {
        skipObject();
      }
    }

    private void skipObject() throws IOException {
      int start = offset(parser);
      int keys = 0;
      boolean marked = false;
      String num = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        keys++;
        if (key.equals("_placeholder")) {
          marked = value == JsonToken.VALUE_TRUE;
        } else if (key.equals("num")) {
          num = value == JsonToken.VALUE_NUMBER_INT ? parser.getText() : null;
        }
        skip(value);
      }
      if (marked) {
        require(keys == 2, "a placeholder has a number and nothing else");
        found.add(new Placeholder(start, offset(parser) + 1, claim(num)));
      }
    }

    /** One attachment for one placeholder: an echo must not be larger than what was sent. */
    private int claim(@Nullable String num) {
      int index = num == null || num.length() > 4 ? -1 : Integer.parseInt(num);
      require(index >= 0 && index < used.length && !used[index], "no such attachment");
      used[index] = true;
      return index;
    }
  }
}
