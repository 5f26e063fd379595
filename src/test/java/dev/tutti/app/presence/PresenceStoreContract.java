package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every presence store does. */
abstract class PresenceStoreContract {
  private PresenceStore store;

  /** An empty store. */
  abstract PresenceStore create();

  @BeforeEach
  void open() {
    store = create();
  }

  @Test
  void onlyTheFirstConnectionBringsAUserOnline_F57() {
    assertThat(store.isOnline("alice")).isFalse();
    assertThat(store.connect("alice", "1")).isTrue();
    assertThat(store.connect("alice", "2")).isFalse();
    assertThat(store.connect("alice", "2")).isFalse();
    assertThat(store.isOnline("alice")).isTrue();
    assertThat(store.isConnected("alice")).isTrue();
  }

  @Test
  void onlyTheLastConnectionTakesAUserAway_F57() {
    store.connect("alice", "1");
    store.connect("alice", "2");

    assertThat(store.disconnect("alice", "1")).isFalse();
    assertThat(store.isConnected("alice")).isTrue();
    assertThat(store.disconnect("alice", "2")).isTrue();
    assertThat(store.isConnected("alice")).isFalse();
  }

  @Test
  void aUserStaysOnlineUntilHeExpires_F59() {
    store.connect("alice", "1");
    store.disconnect("alice", "1");

    assertThat(store.isOnline("alice")).isTrue();
    assertThat(store.expire("alice")).isTrue();
    assertThat(store.isOnline("alice")).isFalse();
    assertThat(store.expire("alice")).isFalse();
  }

  @Test
  void whoHasAConnectionDoesNotExpire_F63() {
    store.connect("alice", "1");
    store.disconnect("alice", "1");

    assertThat(store.connect("alice", "2")).isFalse();
    assertThat(store.expire("alice")).isFalse();
    assertThat(store.isOnline("alice")).isTrue();
  }

  @Test
  void aConnectionThatIsNotKnownChangesNothing_F63() {
    store.connect("alice", "1");

    assertThat(store.disconnect("alice", "2")).isFalse();
    assertThat(store.disconnect("bob", "1")).isFalse();
    assertThat(store.isConnected("alice")).isTrue();
    assertThat(store.isOnline("bob")).isFalse();
  }

  @Test
  void aConnectionGoesOnce() {
    store.connect("alice", "1");

    assertThat(store.disconnect("alice", "1")).isTrue();
    assertThat(store.disconnect("alice", "1")).isFalse();
  }

  @Test
  void usersAreListedInPages_F62() {
    for (String user : List.of("carol", "alice", "dave", "bob")) {
      store.connect(user, "1");
    }

    assertThat(store.count()).isEqualTo(4);
    assertThat(store.online(null, 3)).containsExactly("alice", "bob", "carol");
    assertThat(store.online("carol", 3)).containsExactly("dave");
    assertThat(store.online("bobby", 1)).containsExactly("carol");
    assertThat(store.online("dave", 3)).isEmpty();
  }

  @Test
  void whoHasExpiredIsNotListed() {
    store.connect("alice", "1");
    store.disconnect("alice", "1");
    store.expire("alice");

    assertThat(store.count()).isZero();
    assertThat(store.online(null, 10)).isEmpty();
  }

  @Test
  void oneOfManyThreadsIsTheFirstAndOneTheLast() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 50; round++) {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger last = new AtomicInteger();
        CountDownLatch connected = new CountDownLatch(threads);
        List<Future<?>> all =
            java.util.stream.IntStream.range(0, threads)
                .<Future<?>>mapToObj(
                    i ->
                        executor.submit(
                            () -> {
                              first.addAndGet(store.connect("alice", "c" + i) ? 1 : 0);
                              connected.countDown();
                              connected.await();
                              last.addAndGet(store.disconnect("alice", "c" + i) ? 1 : 0);
                              return null;
                            }))
                .toList();
        for (Future<?> future : all) {
          future.get();
        }
        assertThat(first).hasValue(1);
        assertThat(last).hasValue(1);
        assertThat(store.expire("alice")).isTrue();
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
