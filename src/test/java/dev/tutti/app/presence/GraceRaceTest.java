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
    assertThat(presence.isOnline("alice")).isTrue();
    time.advance(GRACE.dividedBy(2));
    assertThat(presence.isOnline("alice")).isFalse();
    assertThat(observed).containsExactly(1, -1);
  }

  @Test
  void aReturnInTheLastMomentWins_F59_F63() {
    presence.connected("alice", "1");
    presence.disconnected("alice", "1");
    presence.connected("alice", "2");
    time.advance(GRACE);

    assertThat(presence.isOnline("alice")).isTrue();
    assertThat(observed).containsExactly(1);
  }

  @Test
  void aLateEndOfAnOldConnectionTouchesNoOther_F11_F63() {
    presence.connected("alice", "2");
    presence.disconnected("alice", "1");
    time.advance(GRACE);

    assertThat(presence.isConnected("alice")).isTrue();
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
    PresenceStore store = new MemoryPresenceStore();
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
    return new PresenceService(store, announcer, scheduler, config, observer);
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
