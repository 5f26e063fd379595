package dev.tutti.benchmarks.jmh;

import dev.tutti.engineio.ThreadedScheduler;
import dev.tutti.events.MemoryRateLimitStore;
import dev.tutti.events.NullServer;
import dev.tutti.events.RateLimitClaim;
import dev.tutti.events.RateLimitDecision;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The three counts of one event: its user's, its connection's, its address's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RateLimitBenchmark {
  private static final int USERS = 1000;

  private ThreadedScheduler scheduler;
  private MemoryRateLimitStore store;
  private int next;

  @Setup
  public void prepare() {
    scheduler = new ThreadedScheduler(Thread::new);
    store = new MemoryRateLimitStore(scheduler, 100_000);
  }

  @TearDown
  public void end() {
    scheduler.close();
  }

  @Benchmark
  public RateLimitDecision acquire() {
    int user = next++ % USERS;
    return store
        .acquire(
            List.of(
                new RateLimitClaim("event:/:echo:user-" + user, NullServer.noLimit()),
                new RateLimitClaim("connection:" + user, NullServer.noLimit()),
                new RateLimitClaim("address:127.0.0.1", NullServer.noLimit())))
        .toCompletableFuture()
        .join();
  }
}
