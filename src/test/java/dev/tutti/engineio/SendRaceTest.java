package dev.tutti.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many threads send to one client while its sends end in every way they can. */
@Timeout(60)
class SendRaceTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 5_000;
  private static final int FRAMES = 3;

  private final EngineFixture engine = new EngineFixture(EngineIoConfig.defaults());
  private final ExecutorService senders = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService container = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    senders.shutdownNow();
    container.shutdownNow();
  }

  @ParameterizedTest(name = "merging {0}, seed {1}")
  @CsvSource({"false,1", "false,2", "true,1", "true,2"})
  void nothingIsLostDoubledOrOutOfItsSendersOrder(boolean merging, long seed) throws Exception {
    RacingSender client = new RacingSender(merging, seed);
    engine.server.connect(engine.handshake(EngineFixture.WEBSOCKET), client);
    Session session = engine.session();
    for (int round = 0; round < ROUNDS; round++) {
      client.all = new CountDownLatch(THREADS * FRAMES);
      List<Future<?>> started = new ArrayList<>();
      CyclicBarrier start = new CyclicBarrier(THREADS);
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = "4" + thread + ":";
        int first = round * FRAMES;
        started.add(
            senders.submit(
                () -> {
                  start.await();
                  for (int i = first; i < first + FRAMES; i++) {
                    session.send(Frame.text(prefix + i));
                  }
                  return null;
                }));
      }
      // Nothing but what was queued can move a frame that was left behind.
      assertThat(client.all.await(20, TimeUnit.SECONDS)).as("round %s arrives", round).isTrue();
      for (Future<?> sending : started) {
        sending.get();
      }
    }

    assertThat(client.most).as("sends in flight").hasValue(1);
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = "4" + thread + ":";
      List<String> own = client.frames.stream().filter(text -> text.startsWith(prefix)).toList();
      assertThat(own).hasSize(ROUNDS * FRAMES);
      for (int i = 0; i < own.size(); i++) {
        assertThat(own.get(i)).isEqualTo(prefix + i);
      }
    }
  }

  /** Ends a send inside its call, in its call on another thread, or later. */
  private final class RacingSender implements FrameSender {
    private final boolean merging;
    private final Random random;
    private final Queue<String> frames = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile CountDownLatch all = new CountDownLatch(1);

    RacingSender(boolean merging, long seed) {
      this.merging = merging;
      this.random = new Random(seed);
    }

    @Override
    public boolean merges() {
      return merging;
    }

    @Override
    public void send(Frame frame, Completion completion) {
      most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      List<String> texts = merging ? Wire.frames(frame.encoded()) : List.of(frame.text());
      frames.addAll(texts);
      texts.forEach(text -> all.countDown());
      int way = random.nextInt(10);
      if (way < 8) {
        end(completion);
      } else {
        Future<?> ending = container.submit(() -> end(completion));
        if (way == 9) {
          awaitQuietly(ending);
        }
      }
    }

    private void end(Completion completion) {
      inFlight.decrementAndGet();
      completion.sent();
    }

    private void awaitQuietly(Future<?> ending) {
      try {
        ending.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close(int status) {
      // Nothing is closed here.
    }
  }
}
