package dev.tutti.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.tutti.socketio.ArgumentReader;
import dev.tutti.socketio.JsonCodec;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds JSON to records and back. {@code byte[]} are attachments both ways, {@code Instant} is
 * ISO-8601 with milliseconds as JavaScript writes it, null components are left out. Reading is
 * strict: a number for a text, a text for a number, a fraction for a whole number, a number out of
 * range and a key given twice are refused; unknown keys are ignored. Thread-safe.
 */
public final class JacksonJsonCodec implements JsonCodec {
  private final JsonMapper mapper = JsonBinding.newMapper();
  private final ObjectWriter writer = mapper.writer();

  /** One for each type that a handler asks for. */
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  @Override
  public JsonText encode(@Nullable Object value) {
    if (value == null) {
      return JsonText.NULL;
    }
    if (value instanceof JsonText text) {
      return text;
    }
    JsonTextWriter target = new JsonTextWriter();
    try (JsonGenerator generator = mapper.createGenerator(target)) {
      writer.writeValue(generator, value);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
    return target.toJsonText();
  }

  /**
   * The value of a type, null for JSON's null.
   *
   * @throws EventRejectedException {@code invalid_payload} when the text does not fit the type,
   *     with the path of the field that does not
   */
  public <T> @Nullable T decode(JsonText text, Class<T> type) {
    return type.cast(decode(text, (Type) type));
  }

  /** As {@link #decode(JsonText, Class)}, for types with parameters. */
  public @Nullable Object decode(JsonText text, Type type) {
    try (JsonParser parser = parser(text)) {
      return readers.computeIfAbsent(type, this::reader).readValue(parser);
    } catch (JsonMappingException e) {
      throw Refusals.invalidPayload(path(e));
    } catch (JacksonException e) {
      throw Refusals.invalidPayload(null);
    } catch (IOException e) {
      throw new IllegalStateException("reading a string cannot fail", e);
    }
  }

  /**
   * Reads values of a type out of a longer text. Its parser must refuse a key given twice.
   *
   * @return what gives the value, or the {@link EventRejectedException} that {@link
   *     #decode(JsonText, Type)} would throw
   */
  ArgumentReader argumentReader(Type type) {
    ObjectReader reader = reader(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    return parser -> {
      try {
        return reader.readValue(parser);
      } catch (JsonMappingException e) {
        if (e.getCause() instanceof JacksonException) {
          // The parser's own trouble, with the path of where it was met.
          throw e;
        }
        return Refusals.invalidPayload(path(e));
      }
    };
  }

  private ObjectReader reader(Type type) {
    return mapper.readerFor(mapper.getTypeFactory().constructType(type));
  }

  private JsonParser parser(JsonText text) throws IOException {
    JsonParser parser = mapper.createParser(text.text());
    if (!text.hasBinary()) {
      return parser;
    }
    try (parser;
        TokenBuffer buffer = new TokenBuffer(mapper, false)) {
      JsonBinding.copyWithAttachments(text, parser, buffer);
      return buffer.asParserOnFirstToken();
    }
  }

  /** The path of a field as {@code items[2].name}, null for the value as a whole. */
  private static @Nullable String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? null : path.toString();
  }
}
