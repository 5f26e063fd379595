package dev.tutti.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.tutti.socketio.ClientJson;
import dev.tutti.socketio.JsonText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How values and JSON correspond. */
final class JsonBinding {
  private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int TYPE_CACHE = 200;

  private JsonBinding() {}

  /**
   * A mapper with caches of its own: a shared one would hold the application's classes for ever.
   * Its limits on the length of numbers, names and texts are Jackson's.
   */
  static JsonMapper newMapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder(ClientJson.factory(StreamReadConstraints.defaults()).build())
            .typeFactory(TypeFactory.defaultInstance().withCache(ownCache()))
            .annotationIntrospector(new JacksonAnnotationIntrospector())
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    refuseCoercions(builder);
    return builder.addModule(module()).build();
  }

  private static LookupCache<Object, JavaType> ownCache() {
    return new LRUMap<>(TYPE_CACHE, TYPE_CACHE);
  }

  private static void refuseCoercions(JsonMapper.Builder builder) {
    for (LogicalType type : LogicalType.values()) {
      builder.withCoercionConfig(
          type,
          config -> {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
              boolean widening = type == LogicalType.Float && shape == CoercionInputShape.Integer;
              config.setCoercion(shape, widening ? CoercionAction.TryConvert : CoercionAction.Fail);
            }
          });
    }
  }

  private static SimpleModule module() {
    return new SimpleModule("tutti")
        .addSerializer(byte[].class, new AttachmentSerializer())
        .addDeserializer(byte[].class, new AttachmentDeserializer())
        .addSerializer(JsonText.class, new TextSerializer())
        .addSerializer(Instant.class, new InstantSerializer())
        .addDeserializer(Instant.class, new InstantDeserializer())
        .addSerializer(Double.class, new FiniteSerializer<>(Double.class))
        .addSerializer(double.class, new FiniteSerializer<>(Double.class))
        .addSerializer(Float.class, new FiniteSerializer<>(Float.class))
        .addSerializer(float.class, new FiniteSerializer<>(Float.class))
        .addDeserializer(Double.class, new FiniteDeserializer(false))
        .addDeserializer(double.class, new FiniteDeserializer(true));
  }

  /** Copies tokens with each placeholder replaced by the binary value it stands for. */
  static void copyWithAttachments(JsonText value, JsonParser from, TokenBuffer to)
      throws IOException {
    int next = 0;
    while (from.nextToken() != null) {
      if (from.currentToken() == JsonToken.START_OBJECT && isPlaceholder(value, from, next)) {
        from.skipChildren();
        to.writeObject(value.attachments().get(next++));
      } else {
        to.copyCurrentEvent(from);
      }
    }
  }

  private static boolean isPlaceholder(JsonText value, JsonParser at, int number) {
    int offset = (int) at.currentTokenLocation().getCharOffset();
    return number < value.attachments().size()
        && value.text().startsWith(PLACEHOLDER + number + "}", offset);
  }

  /** Where the codec writes to; binary values are collected there. */
  private static JsonTextWriter target(JsonGenerator generator) throws IOException {
    if (generator.getOutputTarget() instanceof JsonTextWriter target) {
      return target;
    }
    throw new JsonGenerationException("a binary value cannot be written here", generator);
  }

  private static final class AttachmentSerializer extends StdScalarSerializer<byte[]> {
    private static final long serialVersionUID = 1L;

    AttachmentSerializer() {
      super(byte[].class);
    }

    @Override
    public void serialize(byte[] value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeRawValue(PLACEHOLDER + target(generator).attach(value) + "}");
    }
  }

  private static final class TextSerializer extends StdScalarSerializer<JsonText> {
    private static final long serialVersionUID = 1L;

    TextSerializer() {
      super(JsonText.class);
    }

    @Override
    public void serialize(JsonText value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (!value.hasBinary()) {
        generator.writeRawValue(value.text());
        return;
      }
      JsonTextWriter target = target(generator);
      generator.writeRawValue(renumbered(value, target.attachments()));
      value.attachments().forEach(target::attach);
    }

    private static String renumbered(JsonText value, int offset) {
      String text = value.text();
      // From the last to the first, so that no number is met twice.
      for (int i = value.attachments().size() - 1; i >= 0 && offset > 0; i--) {
        text = text.replace(PLACEHOLDER + i + "}", PLACEHOLDER + (i + offset) + "}");
      }
      return text;
    }
  }

  private static final class InstantSerializer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(MILLISECONDS.format(value));
    }
  }

  /** Numbers that JSON can write; NaN and infinities would become something else. */
  private static final class FiniteSerializer<N extends Number> extends StdScalarSerializer<N> {
    private static final long serialVersionUID = 1L;

    FiniteSerializer(Class<N> type) {
      super(type);
    }

    @Override
    public void serialize(N value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value.doubleValue())) {
        provider.reportMappingProblem("not a finite number");
      } else if (value instanceof Float number) {
        generator.writeNumber(number);
      } else {
        generator.writeNumber(value.doubleValue());
      }
    }
  }

  private static final class AttachmentDeserializer extends StdScalarDeserializer<byte[]> {
    private static final long serialVersionUID = 1L;

    AttachmentDeserializer() {
      super(byte[].class);
    }

    @Override
    public byte[] deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
          ? (byte[]) parser.getEmbeddedObject()
          : (byte[]) context.handleUnexpectedToken(byte[].class, parser);
    }
  }

  private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      try {
        return Instant.parse(parser.getText());
      } catch (DateTimeException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, parser.getText(), "no ISO-8601 instant");
      }
    }
  }

  /** Refuses {@code 1e999}, which would be infinite. */
  private static final class FiniteDeserializer extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;
    private final boolean primitive;

    FiniteDeserializer(boolean primitive) {
      super(primitive ? double.class : Double.class);
      this.primitive = primitive;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isNumeric()) {
        return (Double) context.handleUnexpectedToken(handledType(), parser);
      }
      double value = parser.getDoubleValue();
      return Double.isFinite(value)
          ? value
          : (Double) context.handleWeirdNumberValue(handledType(), value, "out of range");
    }

    @Override
    public Double getNullValue(DeserializationContext context)
        throws com.fasterxml.jackson.databind.JsonMappingException {
      return primitive
          ? context.reportInputMismatch(this, "a number is missing")
          : super.getNullValue(context);
    }
  }
}
