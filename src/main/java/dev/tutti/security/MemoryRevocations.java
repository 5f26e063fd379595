package dev.tutti.security;

import dev.tutti.security.Revocation.Kind;
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
  private final Map<Subject, Revocation> entries = new ConcurrentHashMap<>();
  private final List<Consumer<Predicate<User>>> listeners = new CopyOnWriteArrayList<>();
  private int sweepAt = 1_024;

  public MemoryRevocations(TokenConfig config, InstantSource clock) {
    maxLifetime = config.maxLifetime();
    maxEntries = config.maxRevocations();
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> revokeSubject(String subject) {
    return revoke(ofSubject(subject));
  }

  @Override
  public CompletionStage<Void> revokeSession(String sessionId) {
    return revoke(ofSession(sessionId));
  }

  @Override
  public CompletionStage<Void> revokeToken(String tokenId, Instant expiresAt) {
    return revoke(ofToken(tokenId, expiresAt));
  }

  /** What {@link #revokeSubject} would do now. */
  public Revocation ofSubject(String subject) {
    return lasting(Kind.SUBJECT, subject);
  }

  /** What {@link #revokeSession} would do now. */
  public Revocation ofSession(String sessionId) {
    return lasting(Kind.SESSION, sessionId);
  }

  /** What {@link #revokeToken} would do now. */
  public Revocation ofToken(String tokenId, Instant expiresAt) {
    return new Revocation(Kind.TOKEN, tokenId, clock.instant(), expiresAt.plus(CLOCK_MARGIN));
  }

  /** Takes a revocation, wherever it was said; one that is known or over changes nothing. */
  public CompletionStage<Void> revoke(Revocation revocation) {
    Revocation known = entry(revocation.kind(), revocation.name());
    boolean later =
        known == null
            || known.at().isBefore(revocation.at())
            || known.until().isBefore(revocation.until());
    if (!later || !clock.instant().isBefore(revocation.until())) {
      return CompletableFuture.completedStage(null);
    }
    // First remembered, then told: who is being let in meanwhile meets one of the two.
    boolean remembered = remember(revocation);
    listeners.forEach(listener -> listener.accept(revocation::stops));
    if (!remembered) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "too many revocations are remembered (tutti.token.max-revocations): open sessions"
                  + " have ended, the tokens stay good"));
    }
    return CompletableFuture.completedStage(null);
  }

  /** All that are not over. */
  public List<Revocation> all() {
    Instant now = clock.instant();
    return entries.values().stream().filter(entry -> now.isBefore(entry.until())).toList();
  }

  @Override
  public boolean isRevoked(User user) {
    return !entries.isEmpty()
        && (stops(Kind.SUBJECT, user.id(), user)
            || stops(Kind.SESSION, user.sessionId(), user)
            || stops(Kind.TOKEN, user.tokenId(), user));
  }

  @Override
  public Runnable onRevocation(Consumer<Predicate<User>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private Revocation lasting(Kind kind, String name) {
    Instant now = clock.instant();
    return new Revocation(kind, name, now, now.plus(maxLifetime).plus(CLOCK_MARGIN));
  }

  private synchronized boolean remember(Revocation revocation) {
    if (entries.size() >= Math.min(sweepAt, maxEntries)) {
      Instant now = clock.instant();
      entries.values().removeIf(old -> !now.isBefore(old.until()));
      sweepAt = Math.max(1_024, 2 * entries.size());
    }
    Subject subject = new Subject(revocation.kind(), revocation.name());
    if (entries.size() >= maxEntries && !entries.containsKey(subject)) {
      return false;
    }
    entries.put(subject, revocation);
    return true;
  }

  private boolean stops(Kind kind, @Nullable String name, User user) {
    Revocation entry = name == null ? null : entry(kind, name);
    return entry != null && entry.stops(user);
  }

  private @Nullable Revocation entry(Kind kind, String name) {
    Revocation entry = entries.get(new Subject(kind, name));
    return entry != null && clock.instant().isBefore(entry.until()) ? entry : null;
  }

  private record Subject(Kind kind, String name) {}
}
