package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import dev.tutti.redis.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An application that is undeployed is gone, with its threads and its class loader. */
@OnPayara
@Order(60)
class RedeployIT {
  private static final int TIMES = 3;

  private static final int PATIENCE_SECONDS = 20;

  /** Each look collects garbage, and takes time enough for a thread to end meanwhile. */
  private static final int LOOKS = 60;

  /** For whom wants to know what holds what is left. */
  private static final Path DUMP = TestServer.DIRECTORY.resolve("left.hprof").toAbsolutePath();

  /** At once, so that all threads that have served are busy. */
  private static final int REQUESTS = 40;

  private static final int NORMAL_CLOSURE = 1000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpServer issuer;

  @BeforeEach
  void publishKeys() throws IOException {
    RSAKey key = new RSAKey.Builder((RSAPublicKey) TestKeys.ISSUER_KEYS.getPublic()).build();
    byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stopPublishing() {
    issuer.stop(0);
  }

  /**
   * Server and JDK keep a loader here and there until the next application takes its place; a
   * trivial one before and after shows what is not ours.
   */
  @Test
  void redeploymentsWithClientsConnectedLeaveNoThreadNoObjectAndNoClassLoader() throws Exception {
    redeploy("");
  }

  @Test
  void norDoThoseThatAreConnectedToRedis() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      redeploy("tutti.redis.url=redis://127.0.0.1:" + redis.port() + "\n");
    }
  }

  private void redeploy(String more) throws Exception {
    var trivial = new Deployment(http, "trivial", TestServer.export(Applications.trivial()));
    var tutti = new Deployment(http, "redeployed", TestServer.export(redeployed(more)));
    for (int i = 0; i < TIMES; i++) {
      greet(trivial);
    }
    Remains before = Remains.of(TestServer.process());

    for (int i = 0; i < TIMES; i++) {
      comeAndGo(tutti, i);
    }
    greet(trivial);

    assertThat(surplus(before)).as("what is left of %d deployments, see %s", TIMES, DUMP).isEmpty();
  }

  private WebArchive redeployed(String more) {
    int port = issuer.getAddress().getPort();
    return Applications.redeployed(URI.create("http://127.0.0.1:" + port + "/keys"), more);
  }

  private void greet(Deployment trivial) throws Exception {
    trivial.deploy();
    URI hello = trivial.root().resolve("hello?word=hello");
    String answer =
        http.send(HttpRequest.newBuilder(hello).build(), BodyHandlers.ofString()).body();
    assertThat(answer).isEqualTo("hello");
    URI echo = URI.create(trivial.root().resolve("echo").toString().replaceFirst("http", "ws"));
    WebSocket socket =
        http.newWebSocketBuilder().buildAsync(echo, new WebSocket.Listener() {}).join();
    socket.sendText("hello", true).join();

    trivial.undeploy();
    socket.abort();
  }

  private void comeAndGo(Deployment tutti, int round) throws Exception {
    tutti.deploy();
    RawClient.Socket webSocket = new RawClient.Socket(http, tutti.root());
    RawClient.Polling polling = new RawClient.Polling(http, tutti.root());
    join(webSocket, "one-" + round);
    join(polling, "two-" + round);
    play(webSocket);
    Future<String> poll = CompletableFuture.supplyAsync(() -> last(polling));

    tutti.undeploy();

    assertThat(webSocket.closed()).as("how a WebSocket ends").isEqualTo(NORMAL_CLOSURE);
    assertThat(poll.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("how polling ends")
        .matches("1|.*Exception: (404|503|400) (?s:.*)");
  }

  private static void join(RawClient client, String user) throws Exception {
    client.send("40{\"token\":\"" + Tokens.of(user) + "\"}");
    client.await(packet -> packet.startsWith("40"));
    client.send("421[\"join-room\",{\"room\":\"lobby\"}]");
    client.await(packet -> packet.startsWith("431"));
  }

  private static void play(RawClient client) throws Exception {
    client.send(
        "422[\"music-sync\",{\"action\":\"play\",\"songId\":\"song\",\"currentTime\":1,"
            + "\"room\":\"lobby\"}]");
    client.await(packet -> packet.startsWith("432"));
  }

  /** CLOSE for a GET that is held, a refusal by us or by the server for one that comes later. */
  private static String last(RawClient client) {
    try {
      return client.await("1"::equals);
    } catch (Exception e) {
      return e.toString();
    }
  }

  private SortedMap<String, Long> surplus(Remains before) throws Exception {
    SortedMap<String, Long> left = look(before);
    for (int i = 1; i < LOOKS && !left.isEmpty(); i++) {
      left = look(before);
    }
    if (!left.isEmpty()) {
      Jcmd.lines(TestServer.process(), "GC.heap_dump -overwrite " + DUMP);
    }
    return left;
  }

  /**
   * A selector of the server keeps its last connection, and the stack on which that closed; its
   * threads keep requests that they will use again, and what the last one of each became.
   */
  private SortedMap<String, Long> look(Remains before) throws Exception {
    URI server = TestServer.tutti();
    new Socket(server.getHost(), server.getPort()).close();
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/none")).build();
    CompletableFuture.allOf(
            Stream.generate(() -> http.sendAsync(request, BodyHandlers.discarding()))
                .limit(REQUESTS)
                .toArray(CompletableFuture[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return Remains.of(TestServer.process()).beyond(before);
  }
}
