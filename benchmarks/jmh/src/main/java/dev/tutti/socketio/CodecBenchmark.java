package dev.tutti.socketio;

import dev.tutti.benchmarks.jmh.Payloads.MusicSync;
import dev.tutti.events.JacksonJsonCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Packets from and to text. In this package for the codec. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final String EVENT =
      "21234567[\"music-sync\",{\"action\":\"seek\",\"songId\":\"t1234567890123456\","
          + "\"currentTime\":12.5,\"room\":\"room-0\"}]";

  private final PacketDecoder decoder = new PacketDecoder(new JsonReader(32), 10);
  private final JacksonJsonCodec json = new JacksonJsonCodec();
  private final JsonText name = new JsonText("\"music-sync\"");
  private final MusicSync payload = MusicSync.sample();
  private final JsonText encoded = json.encode(payload);

  /** An event's text to its packet: the JSON is validated and cut, not yet bound. */
  @Benchmark
  public Object decodeEvent() {
    return decoder.decode(EVENT, (namespace, event) -> List.of());
  }

  /** An event from JSON that is there. */
  @Benchmark
  public Object encodeEvent() {
    return PacketEncoder.event("/", null, List.of(name, encoded));
  }

  /** A record to JSON. */
  @Benchmark
  public Object writeRecord() {
    return json.encode(payload);
  }
}
