package dev.tutti.security;

import dev.tutti.security.TokenConfig.Jwks;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys, kept and renewed. Keys that are due for renewal serve on while the new ones
 * come, and up to {@code maxStale} when the issuer is down. A key id that is not among them leads
 * to a fetch at once, yet never two fetches within {@code cooldown}, whatever clients send.
 *
 * <p>Thread-safe: one lock, never held while fetching or while callers are told.
 */
final class RemoteKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger(RemoteKeys.class.getName());
  private static final int MAX_WAITING = 1_000;
  private static final int MAX_ABSENT_IDS = 256;

  private final Jwks config;
  private final KeyFetcher fetcher;
  private final Executor executor;
  private final InstantSource clock;

  private @Nullable KeySet keys;
  private Instant fetchedAt = Instant.EPOCH;
  private Instant attemptedAt = Instant.EPOCH;
  private @Nullable CompletableFuture<KeySet> fetching;
  private int waiting;
  private boolean closed;

  /** Key ids that the last fetch did not bring: until the next one may begin, that is final. */
  private final Set<String> absentIds = new HashSet<>();

  /** Begins to fetch. */
  RemoteKeys(Jwks config, KeyFetcher fetcher, Executor executor, InstantSource clock) {
    this.config = config;
    this.fetcher = fetcher;
    this.executor = executor;
    this.clock = clock;
    renew();
  }

  @Override
  public CompletionStage<List<VerificationKey>> candidates(
      @Nullable String keyId, String algorithm) {
    KeySet known = current();
    if (known == null) {
      return fetched(keyId, algorithm);
    }
    List<VerificationKey> candidates = known.candidates(keyId, algorithm);
    if (candidates.isEmpty() && keyId != null && !absent(keyId)) {
      return fetched(keyId, algorithm);
    }
    return CompletableFuture.completedFuture(candidates);
  }

  @Override
  public void close() {
    CompletableFuture<KeySet> pending;
    synchronized (this) {
      closed = true;
      pending = fetching;
    }
    if (pending != null) {
      pending.completeExceptionally(new IOException("closed"));
    }
  }

  /** The keys that may serve now; renews them when it is time. */
  private @Nullable KeySet current() {
    KeySet known;
    boolean due;
    synchronized (this) {
      Instant now = clock.instant();
      known = now.isBefore(fetchedAt.plus(config.maxStale())) ? keys : null;
      due = known != null && !now.isBefore(fetchedAt.plus(config.refreshInterval()));
    }
    if (due) {
      renew();
    }
    return known;
  }

  private synchronized boolean absent(String keyId) {
    return absentIds.contains(keyId)
        && clock.instant().isBefore(attemptedAt.plus(config.cooldown()));
  }

  private CompletionStage<List<VerificationKey>> fetched(@Nullable String keyId, String algorithm) {
    CompletableFuture<KeySet> fetch = refresh();
    if (fetch == null || !enter()) {
      return CompletableFuture.failedFuture(
          unavailable(new IOException(fetch == null ? "asked a moment ago" : "too many wait")));
    }
    return fetch.handle(
        (fresh, failure) -> {
          leave();
          if (fresh == null) {
            throw unavailable(failure);
          }
          List<VerificationKey> candidates = fresh.candidates(keyId, algorithm);
          if (candidates.isEmpty() && keyId != null) {
            remember(keyId);
          }
          return candidates;
        });
  }

  private synchronized boolean enter() {
    if (waiting >= MAX_WAITING) {
      return false;
    }
    waiting++;
    return true;
  }

  private synchronized void leave() {
    waiting--;
  }

  private synchronized void remember(String keyId) {
    if (absentIds.size() < MAX_ABSENT_IDS) {
      absentIds.add(keyId);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits, and a failure is logged
  private void renew() {
    refresh();
  }

  /** The fetch under way, or a new one; null when the last is too recent. */
  private @Nullable CompletableFuture<KeySet> refresh() {
    CompletableFuture<KeySet> fetch = new CompletableFuture<>();
    synchronized (this) {
      if (fetching != null) {
        return fetching;
      }
      Instant now = clock.instant();
      if (closed || now.isBefore(attemptedAt.plus(config.cooldown()))) {
        return null;
      }
      attemptedAt = now;
      fetching = fetch;
    }
    try {
      executor.execute(() -> fetch(fetch));
    } catch (RejectedExecutionException e) {
      settle(fetch, null, e);
    }
    return fetch;
  }

  private void fetch(CompletableFuture<KeySet> fetch) {
    try {
      settle(fetch, fetcher.fetch(), null);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      settle(fetch, null, e);
    }
  }

  private void settle(
      CompletableFuture<KeySet> fetch, @Nullable KeySet fresh, @Nullable Exception failure) {
    synchronized (this) {
      fetching = null;
      if (fresh != null) {
        keys = fresh;
        fetchedAt = clock.instant();
      }
      absentIds.clear();
    }
    if (fresh != null) {
      fetch.complete(fresh);
    } else {
      LOG.log(Level.WARNING, () -> "jwks: the issuer's keys cannot be fetched: " + failure);
      fetch.completeExceptionally(failure == null ? new IOException("no keys") : failure);
    }
  }

  private static VerificationUnavailableException unavailable(Throwable cause) {
    return new VerificationUnavailableException("the issuer's keys cannot be had now", cause);
  }
}
