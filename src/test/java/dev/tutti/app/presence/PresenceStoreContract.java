package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every presence store does. */
public abstract class PresenceStoreContract {
  protected static final Duration GRACE = Duration.ofSeconds(10);

  private final List<String> transitions = Collections.synchronizedList(new ArrayList<>());
  private PresenceStore store;

  /** An empty store. */
  protected abstract PresenceStore create(Duration grace, int maxInGrace) throws Exception;

  /** Lets time pass, and what is due happen. */
  protected abstract void advance(Duration step) throws Exception;

  @BeforeEach
  void open() throws Exception {
    open(GRACE, 100);
  }

  private void open(Duration grace, int maxInGrace) throws Exception {
    store = create(grace, maxInGrace);
    store.onTransition(
        transition -> transitions.add(transition.userId() + (transition.online() ? "+" : "-")));
  }

  @Test
  void onlyTheFirstConnectionBringsAUserOnline_F57() throws Exception {
    assertThat(online("alice")).isFalse();
    connect("alice", "1");
    connect("alice", "2");
    connect("alice", "2");

    assertThat(online("alice")).isTrue();
    assertThat(connected("alice")).isTrue();
    assertThat(transitions).containsExactly("alice+");
    assertThat(now(store.count())).isEqualTo(new OnlineCount(1, 2));
  }

  @Test
  void onlyTheLastConnectionTakesAUserAway_F57() throws Exception {
    connect("alice", "1");
    connect("alice", "2");

    disconnect("alice", "1");
    assertThat(connected("alice")).isTrue();
    disconnect("alice", "2");
    assertThat(connected("alice")).isFalse();
    assertThat(now(store.count())).isEqualTo(new OnlineCount(1, 0));
  }

  @Test
  void aUserStaysOnlineThroughHisGrace_F59() throws Exception {
    connect("alice", "1");
    disconnect("alice", "1");
    advance(GRACE.minusMillis(1));
    assertThat(online("alice")).isTrue();

    advance(Duration.ofSeconds(2));

    assertThat(online("alice")).isFalse();
    assertThat(transitions).containsExactly("alice+", "alice-");
    assertThat(now(store.count())).isEqualTo(new OnlineCount(0, 0));
  }

  @Test
  void whoComesBackInHisGraceHasNeverGone_F63() throws Exception {
    connect("alice", "1");
    disconnect("alice", "1");
    advance(GRACE.dividedBy(2));
    connect("alice", "2");
    advance(GRACE.multipliedBy(2));

    assertThat(online("alice")).isTrue();
    assertThat(transitions).containsExactly("alice+");
  }

  @Test
  void withoutAGraceAUserGoesAtOnce() throws Exception {
    open(Duration.ZERO, 100);
    connect("alice", "1");
    disconnect("alice", "1");

    assertThat(online("alice")).isFalse();
    assertThat(transitions).containsExactly("alice+", "alice-");
  }

  @Test
  void beyondTheMostInTheirGraceUsersGoAtOnce() throws Exception {
    open(GRACE, 0);
    connect("alice", "1");
    disconnect("alice", "1");

    assertThat(transitions).containsExactly("alice+", "alice-");
  }

  @Test
  void aConnectionThatIsNotKnownChangesNothing_F63() throws Exception {
    connect("alice", "1");

    disconnect("alice", "2");
    disconnect("bob", "1");
    advance(GRACE.multipliedBy(2));

    assertThat(connected("alice")).isTrue();
    assertThat(online("bob")).isFalse();
    assertThat(transitions).containsExactly("alice+");
  }

  @Test
  void aConnectionGoesOnce() throws Exception {
    connect("alice", "1");
    disconnect("alice", "1");
    advance(GRACE.dividedBy(2));
    disconnect("alice", "1");
    advance(GRACE.dividedBy(2).plusSeconds(2));

    assertThat(online("alice")).isFalse();
    assertThat(transitions).containsExactly("alice+", "alice-");
  }

  @Test
  void usersAreAskedForTogether() throws Exception {
    connect("alice", "1");
    connect("bob", "2");

    assertThat(now(store.online(List.of("alice", "bob", "carol"))))
        .containsExactlyInAnyOrder("alice", "bob");
    assertThat(now(store.online(List.of()))).isEmpty();
  }

  @Test
  void theNodesOfAUserAreThoseOfHisConnections() throws Exception {
    connect("alice", "1");
    connect("alice", "2");

    assertThat(now(store.nodes("alice"))).hasSize(1);
    assertThat(now(store.nodes("bob"))).isEmpty();
  }

  @Test
  void usersAreListedInPages_F62() throws Exception {
    List<String> all = IntStream.range(0, 23).mapToObj(i -> "user-" + i).toList();
    for (String user : all) {
      connect(user, "c-" + user);
    }

    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      OnlinePage page = now(store.page(cursor, 5));
      assertThat(page.users()).hasSizeLessThanOrEqualTo(5);
      listed.addAll(page.users());
      cursor = page.next();
    } while (cursor != null);

    assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    assertThat(now(store.count()).users()).isEqualTo(23);
    assertThat(now(store.page(null, 23)).users()).containsExactlyElementsOf(listed);
    assertThat(now(store.page(null, 23)).next()).isNull();
  }

  @Test
  void anyCharactersMakeAUser() throws Exception {
    String user = "jürgen \n{x} \u0000 🎵";
    connect(user, "1");

    assertThat(online(user)).isTrue();
    assertThat(now(store.page(null, 10)).users()).containsExactly(user);
    disconnect(user, "1");
    advance(GRACE.plusSeconds(2));
    assertThat(transitions).containsExactly(user + "+", user + "-");
  }

  @Test
  void oneOfManyThreadsIsTheFirstAndOneTheLast_F59() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 20; round++) {
        CountDownLatch connected = new CountDownLatch(threads);
        List<Future<Object>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          String connection = "c" + i;
          all.add(
              executor.submit(
                  () -> {
                    connect("alice", connection);
                    connected.countDown();
                    connected.await();
                    disconnect("alice", connection);
                    return null;
                  }));
        }
        for (Future<Object> future : all) {
          future.get();
        }
        advance(GRACE.plusSeconds(2));
        assertThat(transitions).containsExactly("alice+", "alice-");
        transitions.clear();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  protected static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void connect(String user, String connection) {
    now(store.connect(user, connection));
  }

  private void disconnect(String user, String connection) {
    now(store.disconnect(user, connection));
  }

  private boolean online(String user) {
    return now(store.online(List.of(user))).contains(user);
  }

  private boolean connected(String user) {
    return !now(store.nodes(user)).isEmpty();
  }
}
