package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.app.presence.OnlineCount;
import dev.tutti.app.presence.Transition;
import dev.tutti.events.EventRejectedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Presence of two nodes that share a Redis. */
class NodesPresenceTest {
  private static final Duration KILLED_TO_OFFLINE = Duration.ofSeconds(20);

  private final Nodes nodes = new Nodes();
  private final Nodes.Node a = nodes.start("a");
  private final Nodes.Node b = nodes.start("b");

  @AfterEach
  void stop() {
    assertThat(nodes.redis.eternal()).isEmpty();
    nodes.close();
  }

  @Test
  void aUserOnTwoNodesComesOnceAndGoesOnce_F57_F63() {
    a.connect("alice", "1");
    b.connect("alice", "2");
    assertThat(nodes.announced()).containsExactly("alice+");
    assertThat(Nodes.now(a.presence.nodes("alice"))).containsExactlyInAnyOrder("a", "b");
    assertThat(Nodes.now(b.presence.count())).isEqualTo(new OnlineCount(1, 2));

    a.disconnect("alice", "1");
    nodes.redis.advance(Nodes.GRACE.multipliedBy(2));
    assertThat(nodes.announced()).isEmpty();
    assertThat(Nodes.now(a.presence.nodes("alice"))).containsExactly("b");

    b.disconnect("alice", "2");
    nodes.redis.advance(Nodes.GRACE.plusSeconds(3));
    assertThat(nodes.announced()).containsExactly("alice-");
  }

  @Test
  void aLateEndOnTheOldNodeTouchesNoConnectionOfTheNewOne_F63() {
    a.connect("alice", "1");
    b.connect("alice", "2");
    a.disconnect("alice", "1");
    nodes.redis.advance(Nodes.GRACE.multipliedBy(2));

    assertThat(b.online("alice")).containsExactly("alice");
    assertThat(nodes.announced()).containsExactly("alice+");
  }

  @Test
  void versionsGrowFromOneTransitionToTheNext() {
    a.connect("alice", "1");
    a.disconnect("alice", "1");
    nodes.redis.advance(Nodes.GRACE.plusSeconds(3));
    b.connect("alice", "2");

    assertThat(nodes.transitions.stream().map(Transition::version))
        .hasSize(3)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theUsersOfADeadNodeAreOfflineInTime_F58() {
    List<String> users = IntStream.range(0, 300).mapToObj(i -> "user-" + i).toList();
    users.forEach(user -> a.connect(user, "c-" + user));
    b.connect("alice", "b1");
    b.connect("user-7", "b7");
    nodes.announced();
    a.line.cut(true);

    nodes.redis.advance(Nodes.GRACE);
    assertThat(nodes.announced()).isEmpty();
    nodes.redis.advance(KILLED_TO_OFFLINE.minus(Nodes.GRACE));

    assertThat(nodes.announced())
        .hasSize(299)
        .doesNotHaveDuplicates()
        .doesNotContain("user-7-", "alice-")
        .allMatch(each -> each.endsWith("-"));
    assertThat(Nodes.now(b.presence.count())).isEqualTo(new OnlineCount(2, 2));
    assertThat(nodes.redis.keys()).noneMatch(key -> key.contains("of:a."));
  }

  @Test
  void whoComesBackElsewhereInHisGraceHasNeverGone_F58() {
    a.connect("alice", "1");
    nodes.announced();
    a.line.cut(true);
    nodes.redis.advance(Duration.ofSeconds(9));
    b.connect("alice", "2");
    nodes.redis.advance(KILLED_TO_OFFLINE);

    assertThat(nodes.announced()).isEmpty();
    assertThat(Nodes.now(b.presence.nodes("alice"))).containsExactly("b");
  }

  @Test
  void aReaperThatDiesIsReplaced_F58() {
    Nodes.Node c = nodes.start("c");
    a.connect("alice", "1");
    nodes.announced();
    a.line.cut(true);
    nodes.redis.advance(Duration.ofSeconds(2));
    // Claims the dead node's entries and dies before the first is taken away.
    b.line.failAfter(LeaseScripts.RENEW);
    c.line.failAfter(LeaseScripts.RENEW);
    nodes.redis.advance(Duration.ofSeconds(5));
    b.line.failAfter(null);
    c.line.failAfter(null);
    c.line.cut(true);
    nodes.redis.advance(LeaseTimes.defaults().claim().plusSeconds(20));

    assertThat(nodes.announced()).containsExactly("alice-");
    assertThat(nodes.redis.keys()).noneMatch(key -> key.contains("of:a."));
  }

  @Test
  void aNodeThatWasTakenForDeadBringsItsUsersBack_F58() {
    a.connect("alice", "1");
    nodes.announced();
    a.line.cut(true);
    nodes.redis.advance(KILLED_TO_OFFLINE);
    assertThat(nodes.announced()).containsExactly("alice-");

    a.line.cut(false);
    nodes.redis.advance(Duration.ofSeconds(4));

    assertThat(nodes.announced()).containsExactly("alice+");
    assertThat(Nodes.now(b.presence.nodes("alice"))).containsExactly("a");
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(nodes.announced()).isEmpty();
    assertThat(b.online("alice")).containsExactly("alice");
  }

  /** From then on nobody waits for it: only what it goes on hearing is not lost. */
  @Test
  void aNodeThatWasTakenForDeadAndHeardNothingHasMissedSomething() {
    a.line.cut(true);
    a.line.interrupted();
    nodes.redis.advance(KILLED_TO_OFFLINE);
    assertThat(a.missed).isZero();
    a.line.cut(false);
    nodes.redis.advance(Duration.ofSeconds(4));
    assertThat(a.missed).isOne();
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(a.missed).isOne();
  }

  /** The connection for commands may be back before the other one's end has been noticed. */
  @Test
  void whatItMissedMayShowLaterThanThatItWasTakenForDead() {
    a.line.cut(true);
    nodes.redis.advance(KILLED_TO_OFFLINE);
    a.line.cut(false);
    nodes.redis.advance(Duration.ofSeconds(4));
    assertThat(a.missed).isZero();
    a.line.interrupted();
    nodes.redis.advance(Duration.ofSeconds(2));
    assertThat(a.missed).isOne();
  }

  @Test
  void aNodeThatWasFrozenAndHearsWhatWaitedForItHasMissedNothing() {
    a.line.cut(true);
    nodes.redis.advance(KILLED_TO_OFFLINE);
    a.line.cut(false);
    nodes.redis.advance(LeaseTimes.defaults().settling().plusSeconds(5));
    a.line.interrupted();
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(a.missed).isZero();
  }

  @Test
  void aNodeThatGaveItsLeaseUpItselfMayBeTakenForDeadToo() {
    a.line.cut(true);
    a.connect("alice", "1");
    assertThat(a.lease.current()).isNull();
    a.line.interrupted();
    nodes.redis.advance(KILLED_TO_OFFLINE);
    a.line.cut(false);
    nodes.redis.advance(Duration.ofSeconds(4));
    assertThat(a.missed).isOne();
  }

  /** Others wait for all nodes then: connections stay. */
  @Test
  void anOutageForAllMakesNobodyMissAnything() {
    a.connect("alice", "1");
    for (int i = 0; i < 3; i++) {
      nodes.redis.away(true);
      a.line.interrupted();
      b.line.interrupted();
      a.connect("bob", "bob" + i);
      nodes.redis.advance(Duration.ofMinutes(2));
      nodes.redis.away(false);
      nodes.redis.advance(Duration.ofSeconds(20L * i));
    }
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(List.of(a.missed, b.missed)).containsOnly(0);
  }

  @Test
  void aRedisThatForgotEverythingTookNobodyForDead() {
    for (int i = 0; i < 3; i++) {
      nodes.redis.flush();
      a.line.interrupted();
      b.line.interrupted();
      nodes.redis.advance(Duration.ofSeconds(4));
      a.line.interrupted();
      nodes.redis.advance(Duration.ofSeconds(20));
    }
    assertThat(List.of(a.missed, b.missed)).containsOnly(0);
  }

  @Test
  void afterAnOutageEverythingIsRightAndNobodyHasBlinked() {
    a.connect("alice", "1");
    b.connect("bob", "2");
    b.connect("carol", "3");
    nodes.announced();
    nodes.redis.away(true);
    nodes.redis.advance(Duration.ofMinutes(3));
    a.connect("dave", "4");
    b.disconnect("carol", "3");
    a.connect("carol", "5");
    b.disconnect("bob", "2");
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(nodes.announced()).isEmpty();

    nodes.redis.away(false);
    nodes.redis.advance(Duration.ofSeconds(4));
    assertThat(nodes.announced()).containsExactly("dave+");
    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(nodes.announced()).containsExactly("bob-");
    assertThat(a.online("alice", "bob", "carol", "dave"))
        .containsExactlyInAnyOrder("alice", "carol", "dave");
    assertThat(Nodes.now(a.presence.nodes("carol"))).containsExactly("a");
    assertThat(Nodes.now(a.presence.count())).isEqualTo(new OnlineCount(3, 3));
  }

  @Test
  void aRedisThatForgotEverythingIsToldAgainAndNobodyElseIs() {
    a.connect("alice", "1");
    b.connect("bob", "2");
    nodes.redis.advance(Duration.ofSeconds(3));
    nodes.announced();
    nodes.redis.flush();
    nodes.redis.advance(Duration.ofSeconds(6));

    assertThat(a.online("alice", "bob")).containsExactlyInAnyOrder("alice", "bob");
    assertThat(nodes.announced()).isEmpty();
    b.connect("carol", "3");
    assertThat(nodes.announced()).containsExactly("carol+");
  }

  @Test
  void whatWasDoneButNotAnsweredIsToldOnce() {
    a.line.loseAnswers(true);
    a.connect("alice", "1");
    a.line.loseAnswers(false);
    assertThat(nodes.announced()).isEmpty();
    nodes.redis.advance(Duration.ofSeconds(3));
    assertThat(nodes.announced()).containsExactly("alice+");

    a.disconnect("alice", "1");
    nodes.redis.advance(Nodes.GRACE.minusMillis(100));
    a.line.loseAnswers(true);
    b.line.loseAnswers(true);
    nodes.redis.advance(Duration.ofSeconds(2));
    a.line.loseAnswers(false);
    b.line.loseAnswers(false);
    nodes.redis.advance(Duration.ofSeconds(30));

    assertThat(nodes.announced()).containsExactly("alice-");
  }

  @Test
  void whatADeadNodeDidNotTellIsToldByWhoReapsIt_F58() {
    a.connect("bob", "1");
    a.line.loseAnswers(true);
    a.connect("alice", "2");
    a.line.cut(true);
    nodes.announced();
    nodes.redis.advance(KILLED_TO_OFFLINE);

    assertThat(nodes.announced()).contains("alice-", "bob-").doesNotHaveDuplicates();
  }

  @Test
  void nothingIsLeftToBeToldWhenAllHasBeen() {
    a.connect("alice", "1");
    a.disconnect("alice", "1");
    nodes.redis.advance(Nodes.GRACE.plusSeconds(5));

    assertThat(nodes.redis.keys()).noneMatch(key -> key.endsWith("untold"));
  }

  @Test
  void afterAnOutageAllNodesMayHaveAUserOfWhomOnlyOneHasTold() {
    a.connect("alice", "1");
    nodes.redis.away(true);
    nodes.redis.advance(Duration.ofSeconds(1));
    b.connect("alice", "2");
    nodes.redis.away(false);
    assertThat(Nodes.now(a.presence.nodes("alice"))).containsExactlyInAnyOrder("a", "b");
    assertThat(Nodes.now(a.presence.nodes("nobody"))).isEmpty();

    b.disconnect("alice", "2");
    nodes.redis.advance(LeaseTimes.defaults().settling());
    assertThat(Nodes.now(a.presence.nodes("alice"))).containsExactly("a");
  }

  @Test
  void whenAllNodesAreBackAfterAnOutageEachSaysSoOnce() {
    nodes.redis.away(true);
    nodes.redis.advance(Duration.ofSeconds(3));
    nodes.redis.away(false);
    nodes.redis.advance(LeaseTimes.defaults().settling().minusSeconds(1));
    assertThat(a.restorations + b.restorations).isZero();

    nodes.redis.advance(Duration.ofMinutes(1));
    assertThat(a.restorations).isOne();
    assertThat(b.restorations).isOne();
  }

  @Test
  void whileRedisIsAwayQuestionsAreRefusedAsRetryable() {
    nodes.redis.away(true);

    assertThatThrownBy(() -> a.online("alice"))
        .hasCauseInstanceOf(EventRejectedException.class)
        .cause()
        .satisfies(
            refusal -> {
              EventRejectedException rejected = (EventRejectedException) refusal;
              assertThat(rejected.code()).isEqualTo("unavailable");
              assertThat(rejected.retryable()).isTrue();
            });
    assertThat(a.presence.nodes("alice").toCompletableFuture()).isCompletedExceptionally();
    assertThat(a.presence.page(null, 10).toCompletableFuture()).isCompletedExceptionally();
    assertThat(a.presence.connect("alice", "1").toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aNodeThatEndsHandsItsUsersOver_F93() {
    a.connect("alice", "1");
    b.connect("bob", "2");
    a.connect("bob", "3");
    nodes.announced();
    a.lease.close();
    nodes.redis.advance(Nodes.GRACE.minusSeconds(1));
    assertThat(nodes.announced()).isEmpty();

    nodes.redis.advance(Duration.ofSeconds(6));
    assertThat(nodes.announced()).containsExactly("alice-");
    assertThat(b.online("bob")).containsExactly("bob");
  }

  @Test
  void renewalsCostTheSameHoweverManyUsersThereAre_F58() {
    nodes.redis.advance(Duration.ofMinutes(1));
    int before = a.line.calls() + b.line.calls();
    nodes.redis.advance(Duration.ofMinutes(1));
    int idle = a.line.calls() + b.line.calls() - before;

    IntStream.range(0, 500).forEach(i -> a.connect("user-" + i, "c" + i));
    before = a.line.calls() + b.line.calls();
    nodes.redis.advance(Duration.ofMinutes(1));

    assertThat(a.line.calls() + b.line.calls() - before).isLessThanOrEqualTo(idle * 5 / 4);
  }
}
