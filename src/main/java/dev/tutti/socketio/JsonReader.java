package dev.tutti.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tutti.socketio.JsonItems.Placeholder;
import dev.tutti.socketio.JsonItems.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Validates JSON in one pass, RFC 8259 to the letter, and cuts it by the offsets of its tokens; a
 * value is converted only where a reader asks for it, in that same pass. Thread-safe.
 */
final class JsonReader {
  private final JsonFactory json;

  /** For what is read into values: with limits on what is costly to convert, and no key twice. */
  private final JsonFactory reading;

  /**
   * @param maxDepth how deep arrays and objects may nest
   */
  JsonReader(int maxDepth) {
    json = ClientJson.factory(ClientJson.bounded(maxDepth)).build();
    reading =
        ClientJson.factory(StreamReadConstraints.builder().maxNestingDepth(maxDepth).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
      return items(parser, text, new Placeholders(parser, attachments));
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  /**
   * A text that is exactly one JSON array, an event without attachments. The arguments that have
   * readers are read in the same pass; where one cannot be, all are left as text.
   *
   * @param readers who reads the arguments of an event of a name
   */
  JsonItems event(String text, Function<String, List<ArgumentReader>> readers) {
    String name = plainName(text);
    List<ArgumentReader> wanted = name == null ? List.of() : readers.apply(name);
    if (wanted.isEmpty()) {
      return array(text);
    }
    try (JsonParser parser = reading.createParser(text)) {
      return items(parser, text, new Arguments(parser, wanted));
    } catch (IOException e) {
      // A key given twice, a number too long to convert: JSON all the same, or not even that.
      return array(text);
    }
  }

  /** The first item, in the form in which every client writes it; else null. */
  private static @Nullable String plainName(String array) {
    int end = array.startsWith("[\"") ? array.indexOf('"', 2) : -1;
    String name = end < 0 ? null : array.substring(2, end);
    return name == null || name.indexOf('\\') >= 0 ? null : name;
  }

  /** The value of a JSON string, absent when the text is not one. */
  @Nullable String string(String text) {
    try (JsonParser parser = json.createParser(text)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  private static JsonItems items(JsonParser parser, String text, Walk walk) throws IOException {
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
        require(parser.nextToken() == null, "something follows the JSON");
        return new JsonItems(text, items, walk.placeholders(), firstName, walk.read());
      }
      start = next;
      walk.over(items.size(), token);
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

  /** Goes over the items of an array. */
  private interface Walk {

    /** Goes at most to the end of the value that begins with the current token. */
    void over(int index, JsonToken token) throws IOException;

    /** Those that were found. */
    default List<Placeholder> placeholders() {
      return List.of();
    }

    /** What was read, if somebody reads. */
    default @Nullable ReadArguments read() {
      return null;
    }
  }

  /** Has each argument read by its reader. */
  private static final class Arguments implements Walk {
    private final JsonParser parser;
    private final List<ArgumentReader> readers;
    private final @Nullable Object[] values;

    Arguments(JsonParser parser, List<ArgumentReader> readers) {
      this.parser = parser;
      this.readers = readers;
      this.values = new Object[readers.size()];
    }

    @Override
    public ReadArguments read() {
      return new ReadArguments(readers, Collections.unmodifiableList(Arrays.asList(values)));
    }

    @Override
    public void over(int index, JsonToken token) throws IOException {
      if (index == 0 || index > values.length) {
        parser.skipChildren();
        return;
      }
      JsonStreamContext context = parser.getParsingContext();
      JsonStreamContext array = token.isStructStart() ? context.getParent() : context;
      values[index - 1] = readers.get(index - 1).read(parser);
      while (parser.getParsingContext() != array) {
        parser.nextToken();
      }
    }
  }

  /** Notes the placeholders. */
  private static final class Placeholders implements Walk {
    private final JsonParser parser;
    private final boolean[] used;
    private final List<Placeholder> found = new ArrayList<>();

    Placeholders(JsonParser parser, int attachments) {
      this.parser = parser;
      this.used = new boolean[attachments];
    }

    @Override
    public List<Placeholder> placeholders() {
      return found;
    }

    @Override
    public void over(int index, JsonToken token) throws IOException {
      skip(token);
    }

    private void skip(JsonToken token) throws IOException {
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
