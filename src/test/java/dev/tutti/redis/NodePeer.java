package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Socket.IO server on Node.js with {@code @socket.io/redis-adapter} and {@code
 * @socket.io/redis-emitter}, and clients of its own: {@code src/test/js/lib/node-peer.js}. One
 * thread calls.
 */
final class NodePeer implements AutoCloseable {
  private static final int SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter input;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private NodePeer(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "node-peer");
    reader.setDaemon(true);
    reader.start();
  }

  static NodePeer start(int redisPort, boolean sharded) {
    ProcessBuilder builder =
        new ProcessBuilder("node", "lib/node-peer.js")
            .directory(new File("src/test/js"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PEER_REDIS", "redis://127.0.0.1:" + redisPort);
    builder.environment().put("PEER_MODE", sharded ? "sharded" : "classic");
    try {
      NodePeer peer = new NodePeer(builder.start());
      assertThat(peer.event()).isEqualTo("{\"event\":\"ready\"}");
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has it do something and waits until it is done; fields are JSON with single quotes. */
  JsonNode call(String call, String fields) {
    try {
      return begin(call, fields).get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(call + " " + fields, e);
    }
  }

  /** As {@link #call}, without waiting. */
  CompletableFuture<JsonNode> begin(String call, String fields) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    try {
      ObjectNode line = (ObjectNode) JSON.readTree(("{" + fields + "}").replace('\'', '"'));
      line.put("id", id).put("call", call);
      input.write(JSON.writeValueAsString(line));
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  /** The next thing that one of its clients or its application hears. */
  String event() {
    try {
      String event = events.poll(SECONDS, TimeUnit.SECONDS);
      return event == null ? "nothing in " + SECONDS + " s" : event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets all its clients go, and what they heard. */
  void reset() {
    call("reset", "");
    events.clear();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        received(line);
      }
    } catch (IOException e) {
      open.values().forEach(answer -> answer.completeExceptionally(e));
    }
  }

  private void received(String line) throws IOException {
    JsonNode message = JSON.readTree(line);
    if (!message.has("id")) {
      events.add(line);
      return;
    }
    CompletableFuture<JsonNode> answer = open.remove(message.get("id").intValue());
    if (message.has("error")) {
      answer.completeExceptionally(new IOException(message.get("error").textValue()));
    } else {
      answer.complete(message.get("result"));
    }
  }

  /** It ends with its input. */
  @Override
  public void close() {
    try {
      input.close();
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroy();
    }
  }
}
