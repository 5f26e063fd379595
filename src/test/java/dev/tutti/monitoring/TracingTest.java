package dev.tutti.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.events.EventInterceptor;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.Invocation;
import dev.tutti.socketio.ConnectRefusedException;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** F19, F91: tracing follows one user or room for a while and never shows a payload. */
class TracingTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final List<JsonText> SENT =
      List.of(new JsonText("\"private-message\""), new JsonText("{\"message\":\"secret words\"}"));

  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<String> lines = new ArrayList<>();
  private final Tracing tracing = new Tracing(scheduler, lines::add);

  @Test
  void isOffUntilSomebodyIsNamed() {
    assertThat(tracing.active()).isFalse();
    tracing.emitted(socket("alice", "lobby"), SENT);
    tracing.broadcast(Set.of("lobby"), SENT, 3);
    assertThat(lines).isEmpty();
  }

  @Test
  void followsAUserAndNobodyElse() {
    tracing.user("alice", TEN_MINUTES);
    assertThat(tracing.active()).isTrue();
    assertThat(tracing.follows(socket("alice", "lobby"))).isTrue();
    assertThat(tracing.follows(socket("bob", "lobby"))).isFalse();

    lines.clear();
    tracing.emitted(socket("bob", "lobby"), SENT);
    tracing.broadcast(Set.of("lobby"), SENT, 3);
    assertThat(lines).isEmpty();
    tracing.emitted(socket("alice", "lobby"), SENT);
    assertThat(lines).hasSize(1);
  }

  @Test
  void followsTheMembersOfARoomAndItsBroadcasts() {
    tracing.room("lobby", TEN_MINUTES);
    lines.clear();

    assertThat(tracing.follows(socket("bob", "lobby"))).isTrue();
    assertThat(tracing.follows(socket("bob", "attic"))).isFalse();
    tracing.broadcast(Set.of("attic"), SENT, 3);
    tracing.broadcast(Set.of("lobby"), SENT, 3);
    assertThat(lines)
        .containsExactly(
            "room traced: out private-message, 1 args of 26 chars and 0 binary bytes,"
                + " to 3 sockets");
  }

  @Test
  void showsSizesAndOutcomesButNoPayload() {
    tracing.user("alice", TEN_MINUTES);
    lines.clear();
    JsonText binary = new JsonText("{\"_placeholder\":true,\"num\":0}", List.of(new byte[5]));
    tracing.received(socket("alice"), "upload", List.of(binary), "ok", 1_500_000);
    tracing.emitted(socket("alice"), SENT);

    assertThat(lines)
        .containsExactly(
            "socket s-alice: in upload, 1 args of 29 chars and 5 binary bytes, ok after 1500 µs",
            "socket s-alice: out private-message, 1 args of 26 chars and 0 binary bytes");
    assertThat(String.join("\n", lines)).doesNotContain("secret");
  }

  @Test
  void namesFromClientsCannotForgeLines() {
    tracing.user("alice\nroot", TEN_MINUTES);
    tracing.received(socket("alice"), "a\r\nb\u202e\u2028c", List.of(), "ok", 0);
    tracing.received(socket("alice"), "x".repeat(1_000), List.of(), "ok", 0);

    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\r\\n\u202e]"));
    assertThat(lines.get(1)).contains("in a??b??c,");
    assertThat(lines.get(2)).hasSizeLessThan(200);
  }

  @Test
  void endsByItself() {
    tracing.user("alice", TEN_MINUTES);
    scheduler.advance(Duration.ofMinutes(9));
    assertThat(tracing.followed()).containsExactly("user alice");

    scheduler.advance(Duration.ofMinutes(1));
    assertThat(tracing.active()).isFalse();
    assertThat(tracing.followed()).isEmpty();
    assertThat(lines).last().isEqualTo("tracing user alice ended");
  }

  @Test
  void startingAgainMovesTheEnd() {
    tracing.user("alice", TEN_MINUTES);
    scheduler.advance(Duration.ofMinutes(9));
    tracing.user("alice", TEN_MINUTES);
    scheduler.advance(Duration.ofMinutes(9));
    assertThat(tracing.active()).isTrue();

    scheduler.advance(Duration.ofMinutes(1));
    assertThat(tracing.active()).isFalse();
  }

  @Test
  void stopLeavesNoTimer() {
    tracing.user("alice", TEN_MINUTES);
    tracing.room("lobby", TEN_MINUTES);
    tracing.stop();

    assertThat(tracing.active()).isFalse();
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void refusesToFollowEverybodyForever() {
    assertThatThrownBy(() -> tracing.user(" ", TEN_MINUTES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tracing.user("alice", Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tracing.user("alice", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < Tracing.MAX_SUBJECTS; i++) {
      tracing.user("user-" + i, TEN_MINUTES);
    }
    assertThatThrownBy(() -> tracing.room("lobby", TEN_MINUTES))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theInterceptorOnlyPassesOnWhileTracingIsOff() {
    TracingInterceptor interceptor = new TracingInterceptor(tracing);
    CompletableFuture<Object> answer = new CompletableFuture<>();
    Invocation invocation =
        new Invocation(Invocation.Kind.EVENT, null, "join-room", List.of(), Optional.empty());

    assertThat(interceptor.intercept(invocation, next -> answer)).isSameAs(answer);
    assertThat(interceptor.priority())
        .isBetween(EventInterceptor.AUTHENTICATION + 1, EventInterceptor.LIMITS - 1);
  }

  @Test
  void outcomesAreCodesNeverMessages() {
    assertThat(TracingInterceptor.outcome(null)).isEqualTo("ok");
    assertThat(TracingInterceptor.outcome(new IllegalStateException("a secret")))
        .isEqualTo("failed");
    assertThat(
            TracingInterceptor.outcome(
                new CompletionException(new EventRejectedException("not_member", "a secret"))))
        .isEqualTo("refused not_member");
    assertThat(
            TracingInterceptor.outcome(
                new ConnectRefusedException("a secret", "token_expired", null)))
        .isEqualTo("refused token_expired");
  }

  private static TracedSocket socket(String user, String... rooms) {
    return new TracedSocket() {
      @Override
      public String id() {
        return "s-" + user;
      }

      @Override
      public Optional<String> user() {
        return Optional.of(user);
      }

      @Override
      public Set<String> rooms() {
        return Set.of(rooms);
      }
    };
  }
}
