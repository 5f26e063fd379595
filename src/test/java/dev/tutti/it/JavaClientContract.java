package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.OkHttpClient;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the official Java client sees, whatever the transport. */
abstract class JavaClientContract {
  private static final String BACKEND = "tutti-backend";

  private static OkHttpClient http;

  private final String transport;
  private final List<JavaClient> clients = new ArrayList<>();
  private final String alice = "alice-" + UUID.randomUUID();
  private final String bob = "bob-" + UUID.randomUUID();

  JavaClientContract(String transport) {
    this.transport = transport;
  }

  @BeforeAll
  static void shareOneHttpClient() {
    http = new OkHttpClient();
    http.dispatcher().setMaxRequestsPerHost(64); // waiting polls must not keep others from going
  }

  /** Its threads would keep the JVM from ending. */
  @AfterAll
  static void stopHttpClient() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  @AfterEach
  void closeClients() {
    clients.forEach(JavaClient::close);
  }

  @Test
  void connectsWithItsTokenInAuthAndIsGreeted() throws Exception {
    JSONObject greeting = client(Tokens.of(alice)).open().nextObject("connected");

    assertThat(greeting.getString("message")).isEqualTo("Connected successfully");
    assertThat(greeting.getString("userId")).isEqualTo(alice);
    assertThat(greeting.getString("socketId")).isEqualTo(clients.get(0).socket().id());
  }

  @Test
  void isToldByACodeWhyItsTokenIsRefused() throws Exception {
    String forged = Tokens.signed(Tokens.claims(alice).build(), TestKeys.STRANGER_KEYS);

    JSONObject refusal = client(forged).open().nextObject(Socket.EVENT_CONNECT_ERROR);

    assertThat(refusal.getJSONObject("data").getString("code")).isEqualTo("token_signature");
  }

  @Test
  void joinsAndLeavesARoom() throws Exception {
    JavaClient client = signedIn(alice);
    JSONObject room = new JSONObject().put("room", "room-" + UUID.randomUUID());

    JSONObject joined = client.askObject("join-room", room);
    assertThat(joined.getBoolean("success")).isTrue();
    assertThat(joined.getInt("members")).isEqualTo(1);
    assertThat(client.nextObject("joined-room").getString("room"))
        .isEqualTo(room.getString("room"));

    assertThat(client.askObject("leave-room", room).getBoolean("success")).isTrue();
    assertThat(client.nextObject("left-room").getString("room")).isEqualTo(room.getString("room"));
  }

  @Test
  void exchangesPrivateMessages() throws Exception {
    JavaClient sender = signedIn(alice);
    JavaClient recipient = signedIn(bob);
    JSONObject message = message();

    JSONObject ack = sender.askObject("private-message", message);

    JSONObject received = recipient.nextObject("private-message");
    assertThat(received.getString("senderId")).isEqualTo(alice);
    assertThat(received.getString("message")).isEqualTo(message.getString("message"));
    assertThat(received.getString("id")).isEqualTo(ack.getString("id"));
    assertThat(sender.nextObject("message-sent").getString("id")).isEqualTo(ack.getString("id"));
  }

  @Test
  void sendsAMessageOnceThatIsRepeatedUnderItsClientMessageId() throws Exception {
    JavaClient sender = signedIn(alice);
    JavaClient recipient = signedIn(bob);
    JSONObject message = message().put("clientMessageId", UUID.randomUUID().toString());

    JSONObject first = sender.askObject("private-message", message);
    JSONObject second = sender.askObject("private-message", message);
    JSONObject last = sender.askObject("private-message", message());

    assertThat(second.getBoolean("duplicate")).isTrue();
    assertThat(second.getString("id")).isEqualTo(first.getString("id"));
    assertThat(recipient.nextObject("private-message").getString("id"))
        .isEqualTo(first.getString("id"));
    assertThat(recipient.nextObject("private-message").getString("id"))
        .as("nothing in between")
        .isEqualTo(last.getString("id"));
  }

  @Test
  void isSentAwayWhenABackEndEndsItsSessions() throws Exception {
    JavaClient client = signedIn(alice);

    HttpRequest request =
        HttpRequest.newBuilder(TestServer.tutti().resolve("api/users/" + alice + "/sessions"))
            .header("Authorization", "Bearer " + Tokens.of("backend", BACKEND))
            .DELETE()
            .build();
    assertThat(send(request).statusCode()).isEqualTo(200);

    assertThat(client.nextObject("session-ended").getString("code")).isEqualTo("token_revoked");
    assertThat(client.next(Socket.EVENT_DISCONNECT)).containsExactly("io server disconnect");
  }

  @Test
  void getsBinaryBackInEventsAndAcks() throws Exception {
    JavaClient client = client(Map.of(), TestServer.conformance()).open();
    client.next(Socket.EVENT_CONNECT);
    byte[] bytes = {0, 1, -128, 127};

    Object[] ack = client.ask("message-with-ack", bytes, new JSONObject().put("inner", bytes));
    client.socket().emit("message", "text", bytes);

    assertThat(ack[0]).isEqualTo(bytes);
    assertThat(((JSONObject) ack[1]).get("inner")).isEqualTo(bytes);
    assertThat(client.next("message-back")).containsExactly("text", bytes);
  }

  @Test
  void answersWhatTheServerAsks() throws Exception {
    JavaClient client = client(Map.of("token", developmentToken()), TestServer.foreign()).open();
    client.nextObject("connected");
    client
        .socket()
        .on("what-is-your-name", args -> ((Ack) args[args.length - 1]).call("I am " + alice));

    Object[] ack = client.ask("ask-me");

    assertThat(((JSONObject) ack[1]).getString("result")).isEqualTo("I am " + alice);
  }

  private JSONObject message() throws Exception {
    String text = Tokens.secret("hello " + UUID.randomUUID());
    return new JSONObject().put("targetUserId", bob).put("message", text);
  }

  private JavaClient signedIn(String user) throws Exception {
    JavaClient client = client(Tokens.of(user)).open();
    client.next("connected");
    return client;
  }

  private JavaClient client(String token) {
    return client(Map.of("token", token), TestServer.tutti());
  }

  private JavaClient client(Map<String, String> auth, URI application) {
    JavaClient client = new JavaClient(http, transport, auth, application.getPath());
    clients.add(client);
    return client;
  }

  private String developmentToken() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(TestServer.foreign().resolve("dev/token"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"sub\":\"" + alice + "\"}"))
            .build();
    return Tokens.secret(new JSONObject(send(request).body()).getString("token"));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
