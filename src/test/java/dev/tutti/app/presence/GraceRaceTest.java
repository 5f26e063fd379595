package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.app.EventStamps;
import dev.tutti.engineio.ManualScheduler;
import dev.tutti.engineio.Scheduler;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.socketio.SocketIoConfig;
import dev.tutti.socketio.SocketIoObserver;
import dev.tutti.socketio.SocketIoServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A timer that has begun cannot be cancelled any more: here none ever can. */
class GraceRaceTest {
  private static final Duration GRACE = PresenceConfig.defaults().grace();

  private final ManualScheduler time = new ManualScheduler();
  private final List<Integer> observed = new ArrayList<>();
  private final PresenceService presence = presence(new Uncancellable(time));

  @Test
  void aTimerThatIsTooLateEndsNothing_F59_F63() {
    presence.connected("alice", "1");
    presence.disconnected("alice", "1");
    time.advance(GRACE.dividedBy(2));
    presence.connected("alice", "2");
    presence.disconnected("alice", "2");

    time.advance(GRACE.dividedBy(2));
    assertThat(online()).isTrue();
    time.advance(GRACE.dividedBy(2));
    assertThat(online()).isFalse();
    assertThat(observed).containsExactly(1, -1);
  }

  @Test
  void aReturnInTheLastMomentWins_F59_F63() {
    presence.connected("alice", "1");
    presence.disconnected("alice", "1");
    presence.connected("alice", "2");
    time.advance(GRACE);

    assertThat(online()).isTrue();
    assertThat(observed).containsExactly(1);
  }

  @Test
  void aLateEndOfAnOldConnectionTouchesNoOther_F11_F63() {
    presence.connected("alice", "2");
    presence.disconnected("alice", "1");
    time.advance(GRACE);

    assertThat(now(presence.isConnected("alice"))).isTrue();
  }

  private PresenceService presence(Scheduler scheduler) {
    PresenceObserver observer =
        new PresenceObserver() {
          @Override
          public void onlineChanged(int delta) {
            observed.add(delta);
          }
        };
    PresenceConfig config = PresenceConfig.defaults();
    PresenceStore store = new MemoryPresenceStore(scheduler, config.grace(), config.maxInGrace());
    SocketIoServer server =
        new SocketIoServer(
            SocketIoConfig.defaults(), time, new JacksonJsonCodec(), SocketIoObserver.NONE);
    PresenceAnnouncer announcer =
        new PresenceAnnouncer(
            server.root(),
            store,
            FollowerDirectory.EVERYONE,
            new EventStamps(time),
            config,
            observer);
    return new PresenceService(store, announcer, config, observer);
  }

  private boolean online() {
    return now(presence.isOnline("alice"));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private record Uncancellable(Scheduler time) implements Scheduler {
    @Override
    public Timer schedule(Duration delay, Runnable task) {
      time.schedule(delay, task);
      return () -> {};
    }

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }
  }
}
