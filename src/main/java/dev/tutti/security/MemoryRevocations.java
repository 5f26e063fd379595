package dev.tutti.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Revocations of this node, gone with it. An entry lives as long as a token it stops could; when
 * there are too many, none is forgotten for a new one: the new one still ends whom it finds, and
 * then fails.
 */
public final class MemoryRevocations implements Revocations {
  /** A token may be accepted for a while after its end, for the sake of differing clocks. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(10);

  private final Duration maxLifetime;
  private final int maxEntries;
  private final InstantSource clock;
  private final Map<Subject, Entry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<Predicate<User>>> listeners = new CopyOnWriteArrayList<>();
  private int sweepAt = 1_024;

  public MemoryRevocations(TokenConfig config, InstantSource clock) {
    maxLifetime = config.maxLifetime();
    maxEntries = config.maxRevocations();
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> revokeSubject(String subject) {
    Instant now = clock.instant();
    Entry entry = new Entry(now, now.plus(maxLifetime).plus(CLOCK_MARGIN));
    return revoke(
        new Subject(Kind.SUBJECT, subject),
        entry,
        user -> user.id().equals(subject) && entry.stops(user));
  }

  @Override
  public CompletionStage<Void> revokeSession(String sessionId) {
    Instant now = clock.instant();
    return revoke(
        new Subject(Kind.SESSION, sessionId),
        new Entry(now, now.plus(maxLifetime).plus(CLOCK_MARGIN)),
        user -> sessionId.equals(user.sessionId()));
  }

  @Override
  public CompletionStage<Void> revokeToken(String tokenId, Instant expiresAt) {
    return revoke(
        new Subject(Kind.TOKEN, tokenId),
        new Entry(clock.instant(), expiresAt.plus(CLOCK_MARGIN)),
        user -> tokenId.equals(user.tokenId()));
  }

  @Override
  public boolean isRevoked(User user) {
    if (entries.isEmpty()) {
      return false;
    }
    Entry subject = entry(Kind.SUBJECT, user.id());
    return (subject != null && subject.stops(user))
        || entry(Kind.SESSION, user.sessionId()) != null
        || entry(Kind.TOKEN, user.tokenId()) != null;
  }

  @Override
  public Runnable onRevocation(Consumer<Predicate<User>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** First remembered, then told: who is being let in meanwhile meets one of the two. */
  private CompletionStage<Void> revoke(Subject subject, Entry entry, Predicate<User> users) {
    boolean remembered = remember(subject, entry);
    listeners.forEach(listener -> listener.accept(users));
    if (!remembered) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "too many revocations are remembered (tutti.token.max-revocations): open sessions"
                  + " have ended, the tokens stay good"));
    }
    return CompletableFuture.completedStage(null);
  }

  private synchronized boolean remember(Subject subject, Entry entry) {
    if (entries.size() >= Math.min(sweepAt, maxEntries)) {
      Instant now = clock.instant();
      entries.values().removeIf(old -> !now.isBefore(old.until()));
      sweepAt = Math.max(1_024, 2 * entries.size());
    }
    if (entries.size() >= maxEntries && !entries.containsKey(subject)) {
      return false;
    }
    entries.put(subject, entry);
    return true;
  }

  private @Nullable Entry entry(Kind kind, @Nullable String name) {
    Entry entry = name == null ? null : entries.get(new Subject(kind, name));
    return entry != null && clock.instant().isBefore(entry.until()) ? entry : null;
  }

  private enum Kind {
    SUBJECT,
    SESSION,
    TOKEN
  }

  private record Subject(Kind kind, String name) {}

  private record Entry(Instant at, Instant until) {
    /** Whether a user's token was issued before; one that does not say counts as that. */
    boolean stops(User user) {
      Instant issuedAt = user.issuedAt();
      return issuedAt == null || !issuedAt.isAfter(at);
    }
  }
}
