package dev.tutti.events;

import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that takes one of the event's arguments as a value.
 *
 * @param position among the arguments
 * @param type never a primitive one
 * @param field how a refusal names a value that has no fields of its own
 * @param validated whether its constraints are checked
 * @param optional whether null will do
 */
record PayloadParameter(
    int position, Type type, @Nullable String field, boolean validated, boolean optional)
    implements HandlerParameter {

  @Override
  public Optional<Type> payload() {
    return Optional.of(type);
  }

  @Override
  public @Nullable Object value(HandlerCall call, PayloadReader reader) {
    Object value = reader.read(call, this);
    if (value == null && !optional) {
      throw Refusals.invalidPayload(field);
    }
    return value;
  }
}
