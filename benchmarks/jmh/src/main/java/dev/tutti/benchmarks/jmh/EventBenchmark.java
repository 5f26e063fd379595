package dev.tutti.benchmarks.jmh;

import dev.tutti.benchmarks.jmh.Payloads.Echo;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.events.NullServer;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.SocketIoSocket;
import java.time.Duration;
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

/** Events with acks, in both directions, on one client. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {
  /** So that no packet is like the one before: a client that repeats itself is handled apart. */
  private static final int TEXTS = 64;

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final String[] packets = new String[TEXTS];
  private final JsonText[] arguments = new JsonText[TEXTS];
  private final Echo question = new Echo("hello t1234567890123456", 42);
  private NullServer server;
  private NullClient client;
  private SocketIoSocket socket;
  private JacksonJsonCodec json;
  private int next;

  @Setup
  public void connect() {
    server = new NullServer();
    json = server.json();
    client = server.connect("user-0");
    socket = server.root().sockets().iterator().next();
    for (int i = 0; i < TEXTS; i++) {
      String argument = "{\"text\":\"hello t" + (1234567890123400L + i) + "\",\"number\":42}";
      arguments[i] = new JsonText(argument);
      packets[i] = "42" + (1_000_000 + i) + "[\"echo\"," + argument + "]";
    }
    client.send(packets[0]);
    if (!client.last().startsWith("431000000[{\"success\":true,\"text\"")) {
      throw new IllegalStateException("no answer but " + client.last());
    }
  }

  @TearDown
  public void disconnect() {
    server.close();
  }

  /** An event in, through decoder, limits, binding and handler, and its ack out. */
  @Benchmark
  public String ackedEvent() {
    client.send(packets[next++ % TEXTS]);
    return client.last();
  }

  /** What is left without Tutti: one record read, one written, one text put together. */
  @Benchmark
  public String ackedEventBaseline() {
    Echo echo = json.decode(arguments[next++ % TEXTS], Echo.class);
    return "431000000[" + json.encode(echo).text() + "]";
  }

  /** An event out that asks for an ack, and the client's ack in. */
  @Benchmark
  public List<JsonText> askedClient() {
    var answer = socket.emitWithAck(TIMEOUT, "question", question).toCompletableFuture();
    String packet = client.last();
    client.send("43" + packet.substring(2, packet.indexOf('[')) + "[true]");
    return answer.join();
  }
}
