package dev.tutti.benchmarks.jmh;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.FrameReceiver;
import dev.tutti.engineio.Handshake;
import java.time.Instant;
import java.util.Map;

/** A client that is signed in, on a null transport. */
public record NullClient(FrameReceiver receiver, NullTransport transport) {

  public static NullClient connect(EngineIoServer server, String user) {
    Handshake handshake =
        new Handshake(
            "/socket.io/?EIO=4", Map.of(), Map.of(), "127.0.0.1", false, Instant.now(), null);
    NullTransport transport = new NullTransport();
    FrameReceiver receiver = server.connect(handshake, transport);
    receiver.onText("40{\"user\":\"" + user + "\"}");
    if (!transport.last().startsWith("40{")) {
      throw new IllegalStateException("not connected: " + transport.last());
    }
    return new NullClient(receiver, transport);
  }

  /** The client sends a packet. */
  public void send(String packet) {
    receiver.onText(packet);
  }

  /** What the client got last. */
  public String last() {
    return transport.last();
  }
}
