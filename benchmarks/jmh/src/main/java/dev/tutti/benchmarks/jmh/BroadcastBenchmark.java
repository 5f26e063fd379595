package dev.tutti.benchmarks.jmh;

import dev.tutti.benchmarks.jmh.Payloads.MusicSync;
import dev.tutti.engineio.Frame;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.events.NullServer;
import dev.tutti.socketio.Namespace;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An event to a room of null transports, from the emit to the last transport's call. The baseline
 * encodes once and offers the frame to as many queues, under the lock that a queue between threads
 * needs; it takes it out again, so that nothing piles up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BroadcastBenchmark {
  @Param({"100", "1000"})
  public int receivers;

  private final MusicSync payload = MusicSync.sample();
  private NullServer server;
  private Namespace root;
  private JacksonJsonCodec json;
  private ArrayDeque<Frame>[] queues;

  @Setup
  public void connect() {
    server = new NullServer();
    root = server.root();
    json = server.json();
    for (int i = 0; i < receivers; i++) {
      server.connect("user-" + i);
    }
    root.sockets().forEach(socket -> socket.join("room"));
    queues = queues(receivers);
  }

  @TearDown
  public void disconnect() {
    server.close();
  }

  @Benchmark
  public void broadcast() {
    root.to("room").emit("music-sync", payload);
  }

  @Benchmark
  public int baseline() {
    Frame frame = Frame.text("42[\"music-sync\"," + json.encode(payload).text() + "]");
    int bytes = 0;
    for (ArrayDeque<Frame> queue : queues) {
      synchronized (queue) {
        queue.offer(frame);
        bytes += queue.poll().sizeBytes();
      }
    }
    return bytes;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ArrayDeque<Frame>[] queues(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ArrayDeque<Frame>())
        .toArray(ArrayDeque[]::new);
  }
}
