package dev.tutti.events;

import dev.tutti.security.User;
import dev.tutti.socketio.DisconnectReason;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.validation.Valid;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the value of one parameter of a handler comes from. */
@FunctionalInterface
interface HandlerParameter {

  /**
   * The parameter's value in a call.
   *
   * @throws EventRejectedException when the call does not fit
   */
  @Nullable Object value(HandlerCall call, PayloadReader reader);

  /** The type of the event's argument that it takes, if it takes one. */
  default Optional<Type> payload() {
    return Optional.empty();
  }

  /**
   * The parameters of a method; payloads take the event's arguments by position.
   *
   * @throws IllegalArgumentException when one is of no supported type, naming it
   */
  static List<HandlerParameter> of(Method method, HandlerKind kind) {
    List<HandlerParameter> sources = new ArrayList<>();
    int payloads = 0;
    for (Parameter parameter : method.getParameters()) {
      HandlerParameter source = context(parameter, kind);
      if (source == null) {
        source = payload(parameter, kind, payloads++);
      }
      sources.add(source);
    }
    return List.copyOf(sources);
  }

  private static @Nullable HandlerParameter context(Parameter parameter, HandlerKind kind) {
    Type type = parameter.getParameterizedType();
    if (type == SocketIoSocket.class) {
      return (call, reader) -> call.socket();
    }
    if (type == User.class) {
      return (call, reader) ->
          call.socket().attribute(User.class).orElseThrow(Refusals::unauthenticated);
    }
    if (type == InboundEvent.class && kind == HandlerKind.EVENT) {
      return (call, reader) -> call.event();
    }
    if (type == DisconnectReason.class && kind == HandlerKind.DISCONNECT) {
      return (call, reader) -> call.reason();
    }
    return allArguments(type) && kind == HandlerKind.EVENT ? (call, reader) -> call.args() : null;
  }

  private static boolean allArguments(Type type) {
    return type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && list.getActualTypeArguments()[0] == JsonText.class;
  }

  private static HandlerParameter payload(Parameter parameter, HandlerKind kind, int position) {
    Type type = parameter.getParameterizedType();
    boolean readable = type == JsonText.class || PayloadTypes.readable(type);
    if (kind != HandlerKind.EVENT || !readable || type == DisconnectReason.class) {
      throw new IllegalArgumentException("unsupported parameter " + parameter);
    }
    String name = parameter.isNamePresent() ? parameter.getName() : null;
    boolean optional = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    if (type == JsonText.class) {
      return new TextParameter(position, optional);
    }
    boolean validated = parameter.isAnnotationPresent(Valid.class);
    Type boxed =
        type instanceof Class<?> raw ? MethodType.methodType(raw).wrap().returnType() : type;
    boolean structured = !(type instanceof Class<?> raw) || raw.isRecord();
    String field = structured ? null : name;
    return new PayloadParameter(position, boxed, field, validated, optional);
  }

  /** An argument as text. */
  record TextParameter(int position, boolean optional) implements HandlerParameter {
    @Override
    public Optional<Type> payload() {
      return Optional.of(JsonText.class);
    }

    @Override
    public JsonText value(HandlerCall call, PayloadReader reader) {
      if (position < call.args().size()) {
        return call.args().get(position);
      }
      if (!optional) {
        throw Refusals.invalidPayload(null);
      }
      return JsonText.NULL;
    }
  }
}
