package dev.tutti.events;

import dev.tutti.socketio.JsonText;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which Java types stand for JSON in a handler's signature. */
final class PayloadTypes {
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          Number.class,
          Instant.class,
          byte[].class,
          Object.class);

  private PayloadTypes() {}

  /** Whether a parameter of this type can be read from JSON. */
  static boolean readable(Type type) {
    if (type instanceof Class<?> raw) {
      return raw.isRecord() || raw.isEnum() || scalar(raw) || raw == Map.class || raw == List.class;
    }
    if (type instanceof ParameterizedType parameterized) {
      return readable(parameterized);
    }
    return false;
  }

  /** Whether a result of this type can answer an event. */
  static boolean answers(Type type) {
    if (type == void.class || type == Void.class || type == JsonText.class) {
      return true;
    }
    if (type instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      boolean wrapper =
          raw == Optional.class || raw == CompletionStage.class || raw == CompletableFuture.class;
      return wrapper ? answers(parameterized.getActualTypeArguments()[0]) : value(raw);
    }
    if (type instanceof WildcardType wildcard) {
      return answers(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> || type instanceof GenericArrayType) {
      return false;
    }
    return type instanceof Class<?> raw && value(raw);
  }

  private static boolean readable(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Map.class) {
      return arguments[0] == String.class && readable(arguments[1]);
    }
    return raw.isRecord()
        || ((raw == List.class || raw == Set.class || raw == Collection.class)
            && readable(arguments[0]));
  }

  private static boolean value(Class<?> raw) {
    return raw.isRecord()
        || raw.isEnum()
        || scalar(raw)
        || Map.class.isAssignableFrom(raw)
        || Collection.class.isAssignableFrom(raw);
  }

  private static boolean scalar(Class<?> raw) {
    return SCALARS.contains(raw) || (raw.isPrimitive() && raw != void.class && raw != char.class);
  }
}
