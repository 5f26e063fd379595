package dev.tutti.events;

import dev.tutti.socketio.JsonText;
import jakarta.annotation.Priority;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method of a controller, checked and ready to be called.
 *
 * @param event the event's name, empty for a connect or a disconnect
 * @param handle takes the controller and the arguments as one array
 * @param priority lower runs first among the handlers of connects and disconnects
 */
record HandlerMethod(
    Class<?> controller,
    String namespace,
    HandlerKind kind,
    String event,
    Method method,
    MethodHandle handle,
    List<HandlerParameter> parameters,
    boolean blocking,
    int priority)
    implements Invocation.HandlerInfo {

  private static final int DEFAULT_PRIORITY = 1000;

  /** Names that the protocol or its clients use themselves. */
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  /**
   * Checks a method.
   *
   * @throws IllegalArgumentException when it cannot be a handler, saying why
   */
  static HandlerMethod of(Class<?> controller, String namespace, HandlerKind kind, Method method) {
    require(!Modifier.isPrivate(method.getModifiers()), "a handler must not be private");
    require(!Modifier.isStatic(method.getModifiers()), "a handler must not be static");
    require(!Modifier.isAbstract(method.getModifiers()), "a handler must have a body");
    boolean blocking = method.isAnnotationPresent(Blocking.class);
    String event = "";
    if (kind == HandlerKind.EVENT) {
      event = method.getAnnotation(OnEvent.class).value();
      checkName(event);
      checkResult(method);
      checkRate(method.getAnnotation(RateLimited.class));
    } else {
      require(
          method.getReturnType() == void.class,
          "@" + kind.annotation().getSimpleName() + " must return void");
      require(!blocking, "@Blocking is for @OnEvent only");
    }
    Priority priority = method.getAnnotation(Priority.class);
    return new HandlerMethod(
        controller,
        namespace,
        kind,
        event,
        method,
        handle(method),
        HandlerParameter.of(method, kind),
        blocking,
        priority == null ? DEFAULT_PRIORITY : priority.value());
  }

  @Override
  public <A extends Annotation> Optional<A> annotation(Class<A> type) {
    A own = method.getAnnotation(type);
    return Optional.ofNullable(own == null ? controller.getAnnotation(type) : own);
  }

  /** The types of the event's arguments, by position; {@link JsonText} for those wanted as text. */
  List<Type> payloads() {
    return parameters.stream().map(HandlerParameter::payload).flatMap(Optional::stream).toList();
  }

  /** How messages name the method. */
  String name() {
    return nameOf(controller, method);
  }

  static String nameOf(Class<?> controller, Method method) {
    return controller.getName() + "." + method.getName();
  }

  private static void checkName(String event) {
    require(!event.isBlank(), "the event's name is empty");
    require(!RESERVED.contains(event), "the event's name is reserved: " + event);
  }

  private static void checkResult(Method method) {
    require(
        PayloadTypes.answers(method.getGenericReturnType()),
        "unsupported return type " + method.getGenericReturnType().getTypeName());
  }

  private static void checkRate(@Nullable RateLimited rate) {
    if (rate == null) {
      return;
    }
    try {
      new RateLimit(Math.max(1, rate.limit()), Duration.parse(rate.window()));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException("bad @RateLimited: " + e.getMessage(), e);
    }
    require(rate.limit() >= 0, "bad @RateLimited: limit must not be negative");
  }

  private static MethodHandle handle(Method method) {
    return accessible(method)
        .asFixedArity()
        .asSpreader(Object[].class, method.getParameterCount())
        .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
  }

  /**
   * A method of the application, public or not.
   *
   * @throws IllegalArgumentException when its module does not allow it
   */
  static MethodHandle accessible(Method method) {
    try {
      return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
          .unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("not accessible: " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The method alone: its hash is known, and handlers are keys on every event's path. */
  @Override
  public int hashCode() {
    return method.hashCode();
  }

  @Override
  public String toString() {
    return name() + Arrays.toString(method.getParameterTypes());
  }
}
