package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F9: what every store of revocations does. */
public abstract class RevocationsContract {
  protected final ManualScheduler time = new ManualScheduler();
  protected final Instant start = time.now();
  protected Revocations revocations;

  /** A store that remembers for 24 hours. */
  protected abstract Revocations create() throws Exception;

  /** Lets time pass. */
  protected void advance(Duration step) {
    time.advance(step);
  }

  @BeforeEach
  void setUp() throws Exception {
    revocations = create();
  }

  @Test
  void revokesTheTokensOfASubjectIssuedUpToNow() {
    advance(Duration.ofMillis(1500));
    revocations.revokeSubject("alice");

    assertThat(revocations.isRevoked(user("alice", start))).isTrue();
    assertThat(revocations.isRevoked(user("alice", start.plusSeconds(1)))).isTrue();
    assertThat(revocations.isRevoked(user("alice", start.plusSeconds(2)))).isFalse();
    assertThat(revocations.isRevoked(user("bob", start))).isFalse();
  }

  @Test
  void revokesATokenThatDoesNotSayWhenItWasIssued() {
    revocations.revokeSubject("alice");

    assertThat(revocations.isRevoked(user("alice", null))).isTrue();
  }

  @Test
  void revokesAgainWhatWasIssuedSince() {
    revocations.revokeSubject("alice");
    advance(Duration.ofMinutes(1));
    User later = user("alice", time.now());
    assertThat(revocations.isRevoked(later)).isFalse();

    revocations.revokeSubject("alice");
    assertThat(revocations.isRevoked(later)).isTrue();
  }

  @Test
  void revokesSessionsAndTokensByName() {
    revocations.revokeSession("sid-1");
    revocations.revokeToken("jti-1", start.plusSeconds(60));

    assertThat(revocations.isRevoked(user("a", "sid-1", "x"))).isTrue();
    assertThat(revocations.isRevoked(user("a", "x", "jti-1"))).isTrue();
    assertThat(revocations.isRevoked(user("a", "jti-1", "sid-1"))).isFalse();
    assertThat(revocations.isRevoked(user("a", null, null))).isFalse();
  }

  @Test
  void remembersAsLongAsATokenCanLive() {
    revocations.revokeSubject("alice");
    revocations.revokeSession("sid-1");
    revocations.revokeToken("jti-1", start.plusSeconds(60));

    advance(Duration.ofHours(24));
    assertThat(revocations.isRevoked(user("alice", start))).isTrue();
    assertThat(revocations.isRevoked(user("a", "sid-1", null))).isTrue();
    assertThat(revocations.isRevoked(user("a", null, "jti-1"))).isFalse();
    advance(Duration.ofHours(1));
    assertThat(revocations.isRevoked(user("alice", start))).isFalse();
  }

  @Test
  void tellsWhomARevocationEnds() {
    List<Predicate<User>> heard = new ArrayList<>();
    Runnable stop = revocations.onRevocation(heard::add);
    revocations.revokeSubject("alice");
    revocations.revokeSession("sid-1");
    revocations.revokeToken("jti-1", start.plusSeconds(60));

    assertThat(heard).hasSize(3);
    assertThat(heard.get(0)).accepts(user("alice", start)).rejects(user("bob", start));
    assertThat(heard.get(0)).rejects(user("alice", start.plusSeconds(1)));
    assertThat(heard.get(1)).accepts(user("a", "sid-1", null)).rejects(user("a", null, null));
    assertThat(heard.get(2)).accepts(user("a", null, "jti-1")).rejects(user("a", null, null));
    stop.run();
    revocations.revokeSubject("bob");
    assertThat(heard).hasSize(3);
  }

  @Test
  void remembersBeforeItTells() {
    List<Boolean> remembered = new ArrayList<>();
    revocations.onRevocation(users -> remembered.add(revocations.isRevoked(user("alice", start))));

    revocations.revokeSubject("alice");
    assertThat(remembered).containsExactly(true);
  }

  protected static User user(String id, Instant issuedAt) {
    return new User(id, id, Set.of(), null, null, null, issuedAt, null);
  }

  private static User user(String id, String sessionId, String tokenId) {
    return new User(id, id, Set.of(), null, sessionId, tokenId, Instant.EPOCH, null);
  }
}
