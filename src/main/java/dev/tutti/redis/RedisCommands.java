package dev.tutti.redis;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Scripts run by Redis. What waits is sent in one batch, in the order of the calls; what waits is
 * bounded. Any thread may call; nothing blocks, stages complete on a thread of the connection, so
 * that what follows must not block either.
 */
interface RedisCommands {

  /**
   * Runs a script, atomically.
   *
   * @param keys of one hash slot, never empty
   * @return {@code Long}, {@code String}, {@code null} or a {@code List} of these; fails with
   *     {@link RedisUnavailableException} when it is not known whether the script ran, or when it
   *     did not
   */
  CompletionStage<@Nullable Object> run(Script script, List<String> keys, List<String> args);

  /**
   * When Redis came back after it had been lost; the present time while it is, long ago if never.
   */
  Instant backSince();

  /** How often messages of other nodes may have been missed, since a subscription was cut. */
  int interruptions();
}
