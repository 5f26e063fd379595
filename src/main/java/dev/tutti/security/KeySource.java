package dev.tutti.security;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where the keys come from. Thread-safe; does not block. */
interface KeySource extends AutoCloseable {

  /**
   * The keys that may have signed a token, none when it was signed by nobody known. Fails with
   * {@link VerificationUnavailableException} when that cannot be told now.
   */
  CompletionStage<List<VerificationKey>> candidates(@Nullable String keyId, String algorithm);

  /** Ends what is under way. */
  @Override
  default void close() {}

  /** Keys that never change. */
  static KeySource of(KeySet keys) {
    return (keyId, algorithm) ->
        CompletableFuture.completedFuture(keys.candidates(keyId, algorithm));
  }
}
