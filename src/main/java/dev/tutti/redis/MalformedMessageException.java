package dev.tutti.redis;

import org.jspecify.annotations.Nullable;

/** A message from another node is not what it should be. Its content is not in the text. */
final class MalformedMessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String reason) {
    this(reason, null);
  }

  MalformedMessageException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
