package dev.tutti.events;

import dev.tutti.socketio.ArgumentReader;
import dev.tutti.socketio.JsonText;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.Payload;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads arguments into what handlers ask for: the type first, then the constraints. */
final class PayloadReader {
  private static final Comparator<ConstraintViolation<Object>> BY_PATH =
      Comparator.<ConstraintViolation<Object>, String>comparing(
              violation -> violation.getPropertyPath().toString())
          .thenComparing(ConstraintViolation::getMessage);

  private final JacksonJsonCodec json;
  private final Validator validator;

  PayloadReader(JacksonJsonCodec json, ValidatorFactory validators) {
    this.json = json;
    this.validator =
        validators
            .usingContext()
            .messageInterpolator(new English(validators.getMessageInterpolator()))
            .getValidator();
  }

  /** Who reads a handler's arguments on their arrival; empty when they all wait as text. */
  List<ArgumentReader> readers(HandlerMethod method) {
    List<Type> types = method.payloads();
    if (method.blocking() || types.stream().allMatch(type -> type == JsonText.class)) {
      // A blocking handler's event may wait for a thread: text takes the least memory.
      return List.of();
    }
    return types.stream()
        .map(type -> type == JsonText.class ? ArgumentReader.TEXT : json.argumentReader(type))
        .toList();
  }

  /**
   * The argument as a value of the type, of which the constraints hold.
   *
   * @throws EventRejectedException when it does not fit
   */
  @Nullable Object read(HandlerCall call, PayloadParameter parameter) {
    Object value;
    try {
      value = value(call, parameter);
    } catch (EventRejectedException e) {
      throw e.field() == null ? Refusals.invalidPayload(parameter.field()) : e;
    }
    if (parameter.validated()) {
      validate(value);
    }
    return value;
  }

  private @Nullable Object value(HandlerCall call, PayloadParameter parameter) {
    int position = parameter.position();
    boolean there = position < call.args().size();
    if (!there || position >= call.read().size()) {
      return json.decode(there ? call.args().get(position) : JsonText.NULL, parameter.type());
    }
    Object read = call.read().get(position);
    if (read instanceof EventRejectedException refusal) {
      throw refusal;
    }
    return read;
  }

  private void validate(@Nullable Object value) {
    if (value instanceof Collection<?> elements) {
      checkEach(elements);
    } else if (value != null) {
      check(value, "");
    }
  }

  private void checkEach(Collection<?> elements) {
    int index = 0;
    for (Object element : elements) {
      String path = "[" + index++ + "]";
      if (element == null) {
        throw Refusals.invalidPayload(path);
      }
      check(element, path + ".");
    }
  }

  private void check(Object value, String prefix) {
    Set<ConstraintViolation<Object>> violations = validator.validate(value);
    if (!violations.isEmpty()) {
      ConstraintViolation<Object> first = violations.stream().min(BY_PATH).orElseThrow();
      throw new EventRejectedException(
          code(first), first.getMessage(), prefix + first.getPropertyPath(), null, false);
    }
  }

  private static String code(ConstraintViolation<?> violation) {
    for (Class<? extends Payload> payload : violation.getConstraintDescriptor().getPayload()) {
      RefusalCode code = payload.getAnnotation(RefusalCode.class);
      if (code != null) {
        return code.value();
      }
    }
    return Refusals.INVALID_PAYLOAD;
  }

  /** Clients read the same texts whatever language the server's machine speaks. */
  private record English(MessageInterpolator texts) implements MessageInterpolator {
    @Override
    public String interpolate(String template, Context context) {
      return texts.interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
      return interpolate(template, context);
    }
  }
}
