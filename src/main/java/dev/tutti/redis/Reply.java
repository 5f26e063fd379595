package dev.tutti.redis;

import dev.tutti.events.EventRejectedException;
import dev.tutti.events.StageFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what scripts answer. */
final class Reply {

  private Reply() {}

  /** A list without gaps. */
  static List<Object> list(@Nullable Object reply) {
    if (!(reply instanceof List<?> list)) {
      throw unexpected(reply);
    }
    List<Object> items = new ArrayList<>(list.size());
    for (Object item : list) {
      if (item == null) {
        throw unexpected(reply);
      }
      items.add(item);
    }
    return items;
  }

  /** A list whose gaps are null. */
  static List<@Nullable Object> gappedList(@Nullable Object reply) {
    if (!(reply instanceof List<?> list)) {
      throw unexpected(reply);
    }
    return new ArrayList<>(list);
  }

  /** A list of texts. */
  static List<String> texts(@Nullable Object reply) {
    return list(reply).stream().map(Reply::text).toList();
  }

  static String text(@Nullable Object reply) {
    if (reply instanceof String text) {
      return text;
    }
    throw unexpected(reply);
  }

  /** A number, also one that Redis keeps as text. */
  static long number(@Nullable Object reply) {
    if (reply instanceof Long number) {
      return number;
    }
    return Long.parseLong(text(reply));
  }

  /** What a script answers, read; an outage becomes what callers outside are told of it. */
  static <T> CompletionStage<T> read(
      CompletionStage<@Nullable Object> reply, Function<@Nullable Object, T> reader) {
    CompletableFuture<T> result = new CompletableFuture<>();
    var unusedDone =
        reply
            .thenApply(reader)
            .whenComplete(
                (value, failure) -> {
                  if (failure == null) {
                    result.complete(value);
                  } else {
                    result.completeExceptionally(outside(failure));
                  }
                });
    return result;
  }

  /** Fails as a caller outside is told that Redis is away. */
  static <T> CompletionStage<T> unavailable() {
    return CompletableFuture.failedStage(EventRejectedException.unavailable());
  }

  private static Throwable outside(Throwable failure) {
    Throwable known = StageFailures.cause(failure);
    return known instanceof RedisUnavailableException
        ? EventRejectedException.unavailable()
        : known;
  }

  private static IllegalStateException unexpected(@Nullable Object reply) {
    return new IllegalStateException(
        "a script answered with " + (reply == null ? "nothing" : reply.getClass().getSimpleName()));
  }
}
