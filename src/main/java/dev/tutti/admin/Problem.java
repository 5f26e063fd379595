package dev.tutti.admin;

import dev.tutti.events.EventRejectedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request. RFC 9457; the type is {@code about:blank}, and {@code code} is
 * what programs read.
 *
 * @param title the status in words
 * @param detail a sentence for people
 * @param code a snake_case word
 * @param field the part of the request that is blamed
 * @param retryAfterMs how long the same request will be refused
 */
record Problem(
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    @Nullable Long retryAfterMs) {

  static Problem of(HttpStatus status, String code, String detail) {
    return new Problem(status.title(), status.code(), detail, code, null, null);
  }

  static Problem of(EventRejectedException refusal) {
    HttpStatus status = HttpStatus.of(refusal);
    Duration retryAfter = refusal.retryAfter();
    return new Problem(
        status.title(),
        status.code(),
        String.valueOf(refusal.getMessage()),
        refusal.code(),
        refusal.field(),
        retryAfter == null ? null : retryAfter.toMillis());
  }
}
