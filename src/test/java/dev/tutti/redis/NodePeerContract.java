package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tutti.socketio.BroadcastAcks;
import dev.tutti.socketio.Delivery;
import dev.tutti.socketio.FetchedSockets;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.ServerSideAnswers;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * F14: two nodes of ours and one Node.js server are one cluster. {@code n} is the client of the
 * Node.js server, {@code a} and {@code b} are those of ours; all are in {@code room}.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodePeerContract {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<RedisLink> links = new ArrayList<>();
  private TestRedis redis;
  private NodePeer peer;
  private Node first;
  private Node second;
  private Node.Guest a;
  private Node.Guest b;
  private String n;

  protected abstract boolean sharded();

  @BeforeAll
  void startPeer() {
    redis = TestRedis.start();
    peer = NodePeer.start(redis.port(), sharded());
  }

  @AfterAll
  void stopPeer() {
    peer.close();
    redis.close();
  }

  @BeforeEach
  void start() {
    first = node("-first");
    second = node("-second");
    first.awaitNodes(3);
    a = first.guest("room", "ours");
    b = second.guest("room", "ours");
    n = peer.call("client", "'name':'n','rooms':['room','theirs'],'answer':{'n':1}").textValue();
  }

  private Node node(String id) {
    RedisLink link = RedisLink.open(redis.config(), sharded(), Thread::new, RedisObserver.none());
    links.add(link);
    Node node = new Node(id, link.bus());
    node.chat.onServerSideEvent("settled?", (args, answer) -> answer.accept(JsonText.NULL));
    return node;
  }

  @AfterEach
  void stop() {
    links.forEach(RedisLink::close);
    links.clear();
    peer.reset();
  }

  protected NodePeer peer() {
    return peer;
  }

  protected Node.Guest a() {
    return a;
  }

  protected Node.Guest b() {
    return b;
  }

  protected Node firstNode() {
    return first;
  }

  /** What the Node.js server has published before has arrived at ours. */
  protected void settle() {
    assertThat(peer.call("question", "'args':['settled?']")).hasSize(2);
  }

  private static String heard(String client, String args) {
    return ("{'event':'client','name':'" + client + "','args':" + args + "}").replace('\'', '"');
  }

  @Test
  void ourBroadcastsReachTheirClients() {
    first.chat.emit("e", 1, "é😀", 1.5, null, List.of(true));
    assertThat(peer.event()).isEqualTo(heard("n", "['e',1,'é😀',1.5,null,[true]]"));
    first.chat.to("room").emit("e", 2);
    first.chat.to("room", "theirs").except("ours").emit("e", 3);
    first.chat.to("room").except("theirs").emit("e", 4);
    first.chat.to(n).emit("e", 5);
    assertThat(peer.event()).isEqualTo(heard("n", "['e',2]"));
    assertThat(peer.event()).isEqualTo(heard("n", "['e',3]"));
    assertThat(peer.event()).isEqualTo(heard("n", "['e',5]"));
    // only now: a volatile event is dropped while others are on their way to the client
    second.chat.to("theirs").asVolatile().emit("e", 6);
    assertThat(peer.event()).isEqualTo(heard("n", "['e',6]"));
    assertThat(a.heard()).endsWith("[\"e\",2][\"e\",4]");
  }

  @Test
  void ourBinaryReachesTheirClients() {
    first.chat.to("room").emit("e", new byte[] {1, 2}, List.of("x", new byte[] {3}));
    assertThat(peer.event()).isEqualTo(heard("n", "['e',{'$hex':'0102'},['x',{'$hex':'03'}]]"));
  }

  @Test
  void theirBroadcastsReachOurClients() {
    peer.call("emit", "'args':['e',1,'é😀',1.5,null,[true]]");
    peer.call("emit", "'to':['room'],'args':['e',2]");
    peer.call("emit", "'to':['room','theirs'],'except':['ours'],'args':['e',3]");
    peer.call("emit", "'to':['" + a.socket().id() + "'],'args':['e',4]");
    peer.call("emit", "'to':['ours'],'volatile':true,'args':['e',5]");
    settle();
    assertThat(a.heard()).isEqualTo("[\"e\",1,\"é😀\",1.5,null,[true]][\"e\",2][\"e\",4][\"e\",5]");
    assertThat(b.heard()).isEqualTo("[\"e\",1,\"é😀\",1.5,null,[true]][\"e\",2][\"e\",5]");
  }

  @Test
  void theirBinaryReachesOurClients() {
    peer.call("emit", "'to':['room'],'args':['e',{'k':{'$hex':'0102'}}]");
    settle();
    assertThat(a.client().take())
        .containsExactly("451-/chat,[\"e\",{\"k\":{\"_placeholder\":true,\"num\":0}}]", "bAQI=");
  }

  @Test
  void weFindTheirSockets() {
    FetchedSockets found = first.chat.to("room").fetchSockets().toCompletableFuture().join();
    assertThat(found.complete()).isTrue();
    assertThat(found.sockets())
        .extracting(SocketSnapshot::id)
        .containsExactlyInAnyOrder(a.socket().id(), b.socket().id(), n);
    SocketSnapshot theirs =
        found.sockets().stream().filter(socket -> socket.id().equals(n)).findFirst().orElseThrow();
    assertThat(theirs.rooms()).isEqualTo(Set.of(n, "room", "theirs"));
    assertThat(theirs.handshake().address()).contains("127.0.0.1");
  }

  @Test
  void theyFindOurSockets() {
    JsonNode found = peer.call("fetch", "'to':['ours']");
    assertThat(found).hasSize(2);
    assertThat(found.findValuesAsText("id"))
        .containsExactlyInAnyOrder(a.socket().id(), b.socket().id());
    assertThat(found.get(0).get("rooms").toString()).contains("\"ours\",\"room\"");
    assertThat(found.get(0).get("address").textValue()).isEqualTo("127.0.0.1");
  }

  @Test
  void weMoveTheirSockets() {
    first.chat.to("theirs").socketsJoin("x", "y");
    first.chat.to("theirs").socketsLeave("y", "room");
    first.chat.to("theirs").emit("e", 1);
    assertThat(peer.event()).isEqualTo(heard("n", "['e',1]"));
    assertThat(peer.call("rooms", "'sid':'" + n + "'").toString())
        .contains("\"theirs\",\"x\"")
        .doesNotContain("\"y\"", "\"room\"");
  }

  @Test
  void theyMoveOurSockets() {
    peer.call("join", "'to':['ours'],'rooms':['x','y']");
    peer.call("leave", "'to':['ours'],'rooms':['y','room']");
    settle();
    assertThat(a.socket().rooms()).isEqualTo(Set.of(a.socket().id(), "ours", "x"));
    assertThat(b.socket().rooms()).isEqualTo(Set.of(b.socket().id(), "ours", "x"));
  }

  @Test
  void weDisconnectTheirSockets() {
    first.chat.to("theirs").disconnectSockets(false);
    assertThat(peer.event())
        .isEqualTo("{\"event\":\"gone\",\"name\":\"n\",\"reason\":\"io server disconnect\"}");
  }

  @Test
  void theyDisconnectOurSockets() {
    peer.call("disconnect", "'to':['ours'],'close':false");
    settle();
    assertThat(a.heard()).isEqualTo("41/chat,");
    assertThat(b.heard()).isEqualTo("41/chat,");
  }

  @Test
  void ourServerSideEventsReachTheirApplication() {
    first.chat.serverSideEmit("greet", "hello", 1);
    assertThat(peer.event())
        .isEqualTo("{\"event\":\"server\",\"name\":\"greet\",\"args\":[\"hello\",1]}");
    ServerSideAnswers answers =
        first.chat.serverSideEmitWithAck(SECOND, "sum", 1, 2).toCompletableFuture().join();
    assertThat(answers.complete()).isTrue();
    assertThat(answers.answers())
        .containsExactlyInAnyOrder(new JsonText("{\"sum\":3}"), JsonText.NULL);
  }

  @Test
  void theirServerSideEventsReachOurApplication() {
    List<String> heard = new ArrayList<>();
    first.chat.onServerSideEvent(
        "double",
        (args, answer) -> {
          heard.add(args.get(0).text());
          answer.accept(new JsonText("{\"twice\":[" + args.get(0).text() + "]}"));
        });
    peer.call("tell", "'args':['double','x']");
    JsonNode answers = peer.call("question", "'args':['double',4]");
    assertThat(heard).containsExactly("\"x\"", "4");
    assertThat(answers.toString()).contains("{\"twice\":[4]}").contains("null");
  }

  @Test
  void theirClientsAnswerOurBroadcast() {
    CompletableFuture<BroadcastAcks> acks =
        first.chat.to("room").emitWithAck(SECOND, "e", 1).toCompletableFuture();
    assertThat(peer.event()).isEqualTo(heard("n", "['e',1]"));
    settle();
    a.answer("[\"a\"]");
    b.answer("[\"b\"]");
    assertThat(acks.join().complete()).isTrue();
    assertThat(acks.join().answers())
        .extracting(JsonText::text)
        .containsExactlyInAnyOrder("\"a\"", "\"b\"", "{\"n\":1}");
  }

  @Test
  void ourClientsAnswerTheirBroadcast() throws Exception {
    CompletableFuture<JsonNode> acks = peer.begin("ask", "'to':['room'],'args':['e',1]");
    assertThat(peer.event()).isEqualTo(heard("n", "['e',1]"));
    settle();
    a.answer("[{\"a\":1}]");
    b.answer("[\"b\"]");
    assertThat(acks.get()).hasSize(3);
    assertThat(acks.get().toString()).contains("{\"a\":1}", "\"b\"", "{\"n\":1}");
  }

  @Test
  void aConfirmedBroadcastIsOneLikeAnyOtherToThem() {
    Delivery delivery =
        first
            .chat
            .to("room")
            .emitConfirmed("id", Set.of("-first", "-second"), SECOND, "e", 1)
            .toCompletableFuture()
            .join();
    assertThat(delivery).isEqualTo(new Delivery(2, Set.of()));
    first.chat.to("room").emit("e", 2);
    assertThat(peer.event()).isEqualTo(heard("n", "['e',1]"));
    assertThat(peer.event()).isEqualTo(heard("n", "['e',2]"));
  }
}
