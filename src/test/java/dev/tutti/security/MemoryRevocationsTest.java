package dev.tutti.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MemoryRevocationsTest extends RevocationsContract {
  @Override
  protected Revocations create() {
    return new MemoryRevocations(
        TestIssuer.config(Map.of("tutti.token.max-revocations", "2")), time::now);
  }

  @Override
  @Test
  void tellsWhomARevocationEnds() {
    revocations = new MemoryRevocations(TokenConfig.defaults(), time::now);
    super.tellsWhomARevocationEnds();
  }

  @Override
  @Test
  void remembersAsLongAsATokenCanLive() {
    revocations = new MemoryRevocations(TokenConfig.defaults(), time::now);
    super.remembersAsLongAsATokenCanLive();
  }

  @Test
  void forgetsNoRevocationForANewOne() {
    List<Predicate<User>> heard = new ArrayList<>();
    revocations.onRevocation(heard::add);
    revocations.revokeSubject("alice");
    revocations.revokeSubject("bob");

    assertThat(revocations.revokeSubject("carol").toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("tutti.token.max-revocations");
    assertThat(heard).hasSize(3);
    assertThat(revocations.isRevoked(user("alice", start))).isTrue();
    revocations.revokeSubject("bob");
  }

  @Test
  void makesRoomAsEntriesExpire() {
    revocations.revokeSubject("alice");
    revocations.revokeSubject("bob");
    time.advance(Duration.ofHours(25));

    revocations.revokeSubject("carol");
    assertThat(revocations.isRevoked(user("carol", start))).isTrue();
  }
}
