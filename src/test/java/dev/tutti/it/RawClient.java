package dev.tutti.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packets as they are, over either transport, without a client library that would tidy up. */
interface RawClient {
  void send(String packet) throws Exception;

  /** The next packet that fits. */
  String await(Predicate<String> fits) throws Exception;

  /** Goes without a word, if the transport can. */
  void abort() throws Exception;

  /** A polling session. */
  final class Polling implements RawClient {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient http;
    private final URI session;

    Polling(HttpClient http) throws IOException, InterruptedException {
      this(http, TestServer.tutti());
    }

    Polling(HttpClient http, URI application) throws IOException, InterruptedException {
      this.http = http;
      URI endpoint = application.resolve("socket.io/?EIO=4&transport=polling");
      String handshake = send(HttpRequest.newBuilder(endpoint).build());
      Matcher sid = SID.matcher(handshake);
      if (!sid.find()) {
        throw new IOException("no handshake: " + handshake);
      }
      session = URI.create(endpoint + "&sid=" + Tokens.secret(sid.group(1)));
    }

    @Override
    public void send(String packet) throws IOException, InterruptedException {
      send(
          HttpRequest.newBuilder(session)
              .POST(HttpRequest.BodyPublishers.ofString(packet))
              .build());
    }

    @Override
    public String await(Predicate<String> fits) throws IOException, InterruptedException {
      while (true) {
        for (String packet : send(HttpRequest.newBuilder(session).build()).split("\u001e", -1)) {
          if (fits.test(packet)) {
            return packet;
          }
        }
      }
    }

    /** Polling has no line to cut: saying goodbye is all that spares the server the heartbeat. */
    @Override
    public void abort() throws IOException, InterruptedException {
      send("1");
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      return response.body();
    }
  }

  /** A WebSocket from the start. */
  final class Socket implements RawClient, WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final StringBuilder fragments = new StringBuilder();
    private final WebSocket socket;

    Socket(HttpClient http) {
      this(http, TestServer.tutti());
    }

    Socket(HttpClient http, URI application) {
      URI http11 = application.resolve("socket.io/?EIO=4&transport=websocket");
      URI endpoint = URI.create(http11.toString().replaceFirst("http", "ws"));
      socket = http.newWebSocketBuilder().buildAsync(endpoint, this).join();
    }

    @Override
    public void send(String packet) {
      socket.sendText(packet, true).join();
    }

    @Override
    public String await(Predicate<String> fits) throws IOException, InterruptedException {
      while (true) {
        String packet = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (packet == null) {
          throw new IOException("nothing came");
        }
        if (fits.test(packet)) {
          return packet;
        }
      }
    }

    @Override
    public void abort() {
      socket.abort();
    }

    /** The code with which the server closes. */
    int closed() throws Exception {
      return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
      status.complete(statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      status.completeExceptionally(error);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      fragments.append(data);
      if (last) {
        packets.add(fragments.toString());
        fragments.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }
}
