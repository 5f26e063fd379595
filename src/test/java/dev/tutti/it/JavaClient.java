package dev.tutti.it;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.json.JSONObject;

/** The official Java client; what arrives waits until a test asks for it. */
final class JavaClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Socket socket;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  /**
   * @param application context path, with slashes around it
   */
  JavaClient(OkHttpClient http, String transport, Map<String, String> auth, String application) {
    IO.Options options =
        IO.Options.builder()
            .setForceNew(true)
            .setReconnection(false)
            .setUpgrade(false)
            .setTransports(new String[] {transport})
            .setPath(application + "socket.io/")
            .setAuth(auth)
            .build();
    options.callFactory = http;
    options.webSocketFactory = http;
    socket = IO.socket(TestServer.tutti().resolve("/"), options);
    socket.onAnyIncoming(
        args ->
            arrivals.add(new Arrival((String) args[0], Arrays.copyOfRange(args, 1, args.length))));
    for (String event :
        new String[] {Socket.EVENT_CONNECT, Socket.EVENT_CONNECT_ERROR, Socket.EVENT_DISCONNECT}) {
      socket.on(event, args -> arrivals.add(new Arrival(event, args)));
    }
  }

  Socket socket() {
    return socket;
  }

  JavaClient open() {
    socket.connect();
    return this;
  }

  /** The arguments of the next such event; others that come before it are dropped. */
  Object[] next(String event) throws InterruptedException {
    while (true) {
      Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (arrival == null) {
        throw new AssertionError(event + " did not come");
      }
      if (arrival.event.equals(event)) {
        return arrival.arguments;
      }
    }
  }

  JSONObject nextObject(String event) throws InterruptedException {
    return (JSONObject) next(event)[0];
  }

  /** Emits and waits for the ack's arguments. */
  Object[] ask(String event, Object... arguments) throws Exception {
    CompletableFuture<Object[]> answer = new CompletableFuture<>();
    socket.emit(event, arguments, (Ack) answer::complete);
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  JSONObject askObject(String event, JSONObject payload) throws Exception {
    return (JSONObject) ask(event, payload)[0];
  }

  @Override
  public void close() {
    socket.disconnect();
    socket.off();
  }

  @SuppressWarnings("ArrayRecordComponent") // handed over as the client library gives it
  private record Arrival(String event, Object[] arguments) {}
}
