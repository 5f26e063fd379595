package dev.tutti.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonToken;
import dev.tutti.socketio.ClientJson;
import dev.tutti.socketio.JsonText;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code clientMessageId} of an event: a text of 1 to 128 characters in the object that is its
 * first argument. By it the client says that two packets are the same event.
 *
 * <p>Where that argument has been read into a record that has the component, the record is asked,
 * and the text is not parsed again.
 */
final class ClientMessageId {
  private static final String FIELD = "clientMessageId";
  private static final int MAX_LENGTH = 128;

  private static final ClientMessageId IN_TEXT = new ClientMessageId(Object.class, null);

  private final Class<?> type;

  /** Gives the id out of a value of the type; absent where only the text tells it. */
  private final @Nullable MethodHandle component;

  private ClientMessageId(Class<?> type, @Nullable MethodHandle component) {
    this.type = type;
    this.component = component;
  }

  /**
   * Of the events that a handler takes.
   *
   * @param payloads see {@link HandlerMethod#payloads}
   */
  static ClientMessageId in(List<Type> payloads) {
    if (payloads.isEmpty() || !(payloads.get(0) instanceof Class<?> type) || !type.isRecord()) {
      return IN_TEXT;
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(ClientMessageId::isId)
        .map(RecordComponent::getAccessor)
        .map(accessor -> new ClientMessageId(type, handle(accessor)))
        .findAny()
        .orElse(IN_TEXT);
  }

  private static boolean isId(RecordComponent component) {
    return component.getName().equals(FIELD)
        && component.getType() == String.class
        && !component.getAccessor().isAnnotationPresent(JsonProperty.class);
  }

  private static MethodHandle handle(Method accessor) {
    return HandlerMethod.accessible(accessor)
        .asType(MethodType.methodType(String.class, Object.class));
  }

  /**
   * The id, null when there is none; anything else under the name is the handler's to judge.
   *
   * @param read the arguments' values; empty when they are there as text only
   */
  @Nullable String of(List<JsonText> args, List<@Nullable Object> read) {
    Object first = read.isEmpty() ? null : read.get(0);
    return component != null && type.isInstance(first)
        ? bounded(idOf(component, first))
        : inText(args);
  }

  private static @Nullable String idOf(MethodHandle component, Object value) {
    try {
      return (String) component.invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("a component cannot be read: " + value.getClass(), e);
    }
  }

  private static @Nullable String inText(List<JsonText> args) {
    if (args.isEmpty() || !args.get(0).text().contains(FIELD)) {
      return null;
    }
    ClientJson.Member id = ClientJson.member(args.get(0), FIELD);
    return id == null || id.token() != JsonToken.VALUE_STRING ? null : bounded(id.text());
  }

  private static @Nullable String bounded(@Nullable String id) {
    return id == null || id.isEmpty() || id.length() > MAX_LENGTH ? null : id;
  }
}
