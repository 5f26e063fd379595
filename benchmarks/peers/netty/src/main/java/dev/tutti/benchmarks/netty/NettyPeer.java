package dev.tutti.benchmarks.netty;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** The example application's events on netty-socketio, everything in memory. */
public final class NettyPeer {
  private static final String USER = "user";
  private static final Class<Map<String, Object>> OBJECT = object();

  private final SocketIOServer server;
  private final JWSVerifier verifier;

  private NettyPeer(SocketIOServer server, JWSVerifier verifier) {
    this.server = server;
    this.verifier = verifier;
  }

  /** Arguments: the port, the file of the public key in PEM. */
  public static void main(String[] args) throws Exception {
    Configuration config = new Configuration();
    config.setHostname("127.0.0.1");
    config.setPort(Integer.parseInt(args[0]));
    config.setBossThreads(1);
    config.setWorkerThreads(Integer.getInteger("workers", 2));
    new NettyPeer(new SocketIOServer(config), verifier(Path.of(args[1]))).start();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static JWSVerifier verifier(Path pem) throws Exception {
    String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    return new RSASSAVerifier((RSAPublicKey) key);
  }

  private void start() {
    server.getNamespace("").addAuthTokenListener(this::connect);
    server.addEventListener(
        "join-room",
        OBJECT,
        (client, data, ack) -> {
          client.joinRoom((String) data.get("room"));
          client.sendEvent("joined-room", Map.of("room", data.get("room")));
        });
    server.addEventListener("music-sync", OBJECT, (client, data, ack) -> sync(client, data));
    server.addEventListener(
        "private-message",
        OBJECT,
        (client, data, ack) -> {
          say(client, data);
          ack.sendAckData(Map.of("success", true));
        });
    server.addEventListener("echo", OBJECT, (client, data, ack) -> ack.sendAckData(echo(data)));
    server.start();
  }

  private AuthTokenResult connect(Object auth, SocketIOClient client) {
    try {
      SignedJWT jwt = SignedJWT.parse(String.valueOf(((Map<?, ?>) auth).get("token")));
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!jwt.verify(verifier) || claims.getExpirationTime().before(new Date())) {
        return new AuthTokenResult(false, "refused");
      }
      String user = claims.getSubject();
      client.set(USER, user);
      client.joinRoom("user:" + user);
      Map<String, Object> connected = new LinkedHashMap<>();
      connected.put("message", "Connected successfully");
      connected.put("userId", user);
      connected.put("socketId", client.getSessionId().toString());
      client.sendEvent("connected", connected);
      return AuthTokenResult.AuthTokenResultSuccess;
    } catch (ParseException | JOSEException e) {
      return new AuthTokenResult(false, e.toString());
    }
  }

  private void sync(SocketIOClient client, Map<String, Object> data) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("action", data.get("action"));
    command.put("songId", data.get("songId"));
    command.put("currentTime", data.get("currentTime"));
    command.put("userId", client.get(USER));
    command.put("timestamp", Instant.now().toString());
    server.getRoomOperations((String) data.get("room")).sendEvent("music-sync", client, command);
  }

  private void say(SocketIOClient client, Map<String, Object> data) {
    String now = Instant.now().toString();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("senderId", client.get(USER));
    message.put("senderUsername", client.get(USER));
    message.put("message", data.get("message"));
    message.put("timestamp", now);
    server
        .getRoomOperations("user:" + data.get("targetUserId"))
        .sendEvent("private-message", message);
    Map<String, Object> sent = new LinkedHashMap<>();
    sent.put("targetUserId", data.get("targetUserId"));
    sent.put("message", data.get("message"));
    sent.put("timestamp", now);
    client.sendEvent("message-sent", sent);
  }

  private static Map<String, Object> echo(Map<String, Object> data) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.putAll(data);
    return answer;
  }

  @SuppressWarnings("unchecked")
  private static Class<Map<String, Object>> object() {
    return (Class<Map<String, Object>>) (Class<?>) Map.class;
  }
}
