package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.engineio.Handshake;
import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import dev.tutti.socketio.SocketSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of {@code createAdapter}, against what Node.js servers were seen to publish. */
class ClassicDialectTest {
  private static final String HELLO =
      "93a66564377a506783a47479706502a46461746193a568656c6c6f01a2c3a9a36e7370a12f83a5726f6f6d7390"
          + "a665786365707490a5666c61677380";
  private static final String REQUEST = "socket.io-request#/#";
  private static final String RESPONSE = "socket.io-response#/#";

  private final Dialect mine = new ClassicDialect("socket.io", "/", "ed7zPg");
  private final Dialect other = new ClassicDialect("socket.io", "/", "-other");

  private static Broadcast broadcast(Selection selection, String... args) {
    return new Broadcast(
        selection, List.of(args).stream().map(JsonText::new).toList(), false, false);
  }

  private static Selection rooms(String... rooms) {
    return new Selection(Set.of(rooms), Set.of());
  }

  private static String hex(Publication publication) {
    return HexFormat.of().formatHex(publication.message());
  }

  private static String text(Publication publication) {
    return new String(publication.message(), StandardCharsets.UTF_8);
  }

  private String read(String channel, String hexOrJson) {
    byte[] message =
        hexOrJson.startsWith("{")
            ? hexOrJson.getBytes(StandardCharsets.UTF_8)
            : HexFormat.of().parseHex(hexOrJson.replace(" ", ""));
    return PeerLog.of(other.read(channel, message, room -> !room.equals("unknown")));
  }

  private String read(Publication publication) {
    return PeerLog.of(other.read(publication.channel(), publication.message(), room -> true));
  }

  @Test
  void aBroadcastIsWrittenAsNodeWritesIt() {
    Publication hello = mine.event(broadcast(Selection.EVERYONE, "\"hello\"", "1", "\"é\""), null);
    assertThat(hello.channel()).isEqualTo("socket.io#/#");
    assertThat(hex(hello)).isEqualTo(HELLO);
  }

  @Test
  void aBroadcastToOneRoomHasItsChannel() {
    assertThat(mine.event(broadcast(rooms("room1"), "\"e\""), null).channel())
        .isEqualTo("socket.io#/#room1#");
    assertThat(mine.event(broadcast(rooms("a", "b"), "\"e\""), null).channel())
        .isEqualTo("socket.io#/#");
  }

  @Test
  void aBroadcastFromNodeIsRead() {
    assertThat(read("socket.io#/#", HELLO)).isEqualTo("event []-[] [\"hello\",1,\"é\"]");
  }

  /** The captures, made smaller where nothing is lost: key orders and what may be missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the emitter's order of keys
        "93 a7656d6974746572 83a47479706502a46461746192a2686901a36e7370a12f"
            + " 83a5726f6f6d7390a5666c61677380a665786365707490|event []-[] [\"hi\",1]",
        // neither nsp nor except nor flags
        "93 a178 82a47479706502a46461746191a165 81a5726f6f6d7391a172|event [r]-[] [\"e\"]",
        // volatile
        "93 a178 82a47479706502a46461746191a165"
            + " 82a5726f6f6d7390a5666c61677382a8766f6c6174696c65c3a8636f6d7072657373c2"
            + "|event []-[] volatile [\"e\"]",
        // binary
        "93 a178 82a47479706502a46461746192a362696ec403010203 81a5726f6f6d7390"
            + "|event []-[] [\"bin\",{\"_placeholder\":true,\"num\":0}[1, 2, 3]]",
        // a room that is a number
        "93 a178 82a47479706502a46461746191a165 81a5726f6f6d739107|event [7]-[] [\"e\"]",
        // another namespace
        "93 a178 83a47479706502a46461746191a165a36e7370a22f61 81a5726f6f6d7390|nothing",
      })
  void broadcastsOfAllSortsAreRead(String hex, String expected) {
    assertThat(read("socket.io#/#", hex)).isEqualTo(expected);
  }

  @Test
  void whatIsForRoomsThatAreNotHereIsNotEvenDecoded() {
    assertThat(read("socket.io#/#unknown#", "c1")).isEqualTo("nothing");
    assertThat(read("socket.io#/other#", HELLO)).isEqualTo("nothing");
  }

  @Test
  void ownMessagesAreNotRead() {
    Publication event = other.event(broadcast(Selection.EVERYONE, "\"e\""), null);
    assertThat(read(event)).isEqualTo("nothing");
    assertThat(read(other.membership(rooms("a"), Set.of("b"), true))).isEqualTo("nothing");
    assertThat(read(other.serverSideEvent(List.of(new JsonText("\"e\"")), "1")))
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"uid\":\"A\",\"requestId\":\"q\",\"type\":0,\"rooms\":[\"r\"]}|ids [r]-[] ?A/q",
        "{\"uid\":\"A\",\"requestId\":\"q\",\"type\":1}|rooms ?A/q",
        "{\"uid\":\"A\",\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[]},\"rooms\":[\"rx\"]}"
            + "|join [room1]-[] [rx]",
        "{\"type\":3,\"opts\":{\"rooms\":[],\"except\":[\"x\"]},\"rooms\":[\"ry\"]}|leave []-[x] [ry]",
        "{\"type\":2,\"sid\":\"s\",\"room\":\"r\",\"requestId\":\"q\"}|join [s]-[] [r]",
        "{\"uid\":\"A\",\"type\":4,\"opts\":{\"rooms\":[],\"except\":[]},\"close\":false}"
            + "|disconnect []-[]",
        "{\"type\":4,\"opts\":{\"rooms\":[\"ry\"],\"except\":[]},\"close\":true}"
            + "|disconnect [ry]-[] close",
        "{\"uid\":\"A\",\"requestId\":\"q\",\"type\":5,\"opts\":{\"rooms\":[],\"except\":[]}}"
            + "|fetch []-[] ?A/q",
        "{\"uid\":\"A\",\"type\":6,\"data\":[\"sse\",1]}|server [\"sse\",1]",
        "{\"uid\":\"A\",\"requestId\":\"q\",\"type\":6,\"data\":[\"sse\", {\"a\" : 1}]}"
            + "|server [\"sse\",{\"a\":1}] ?A/q",
        "{\"uid\":\"A\",\"type\":12}|nothing",
      })
  void requestsAreRead(String json, String expected) {
    assertThat(read(REQUEST, json)).isEqualTo(expected);
  }

  @Test
  void aBroadcastWithAcksIsMessagePack() {
    String hex =
        "85 a3756964a141 a9726571756573744964a171 a47479706507"
            + " a67061636b6574 83a47479706502a46461746192a361736b05a36e7370a12f"
            + " a46f707473 83a5726f6f6d7390a665786365707490a5666c61677381a774696d656f7574cd03e8";
    assertThat(read(REQUEST, hex)).isEqualTo("ask []-[] [\"ask\",5] 1000 ?A/q");
    Publication ours =
        mine.askingEvent(broadcast(rooms("r"), "\"ask\""), Duration.ofSeconds(2), "q");
    assertThat(ours.channel()).isEqualTo(REQUEST);
    assertThat(read(ours)).isEqualTo("ask [r]-[] [\"ask\"] 2000 ?ed7zPg/q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":8,\"requestId\":\"DY-Z7-\",\"clientCount\":1}|asked 1 /DY-Z7-",
        "83a47479706509a9726571756573744964a644592d5a372da67061636b6574a463623a35"
            + "|acked \"cb:5\" /DY-Z7-",
        "82a47479706509a9726571756573744964a171|acked null /q",
        "{\"type\":6,\"requestId\":\"q\",\"data\":{\"got\":7}}|answer {\"got\":7} /q",
        "{\"requestId\":\"q\",\"sockets\":[{\"id\":\"s\",\"handshake\":{\"headers\":{\"a\":\"b\"},"
            + "\"time\":\"x\",\"address\":\"::1\",\"xdomain\":false,\"secure\":false,\"issued\":1,"
            + "\"url\":\"/\",\"query\":{\"q\":[\"1\",\"2\"]},\"auth\":{}},\"rooms\":[\"s\",\"r\"],"
            + "\"data\":{\"user\":\"u\"}}]}|sockets s[r, s] /q",
        "{\"requestId\":\"q\",\"sockets\":[]}|sockets /q",
        "{\"requestId\":\"q\",\"sockets\":[\"s\"]}|nothing",
        "{\"requestId\":\"q\",\"rooms\":[\"s\"]}|nothing",
        "{\"requestId\":\"q\"}|nothing",
      })
  void answersAreRead(String message, String expected) {
    assertThat(read(RESPONSE, message)).isEqualTo(expected);
    assertThat(read(RESPONSE + "-other#", message)).isEqualTo(expected);
  }

  @Test
  void requestsAreWrittenAsNodeWritesThem() {
    assertThat(text(mine.membership(rooms("room1"), Set.of("rx"), true)))
        .isEqualTo(
            "{\"uid\":\"ed7zPg\",\"type\":2,\"opts\":{\"rooms\":[\"room1\"],\"except\":[],"
                + "\"flags\":{}},\"rooms\":[\"rx\"]}");
    assertThat(text(mine.disconnect(Selection.EVERYONE, false)))
        .isEqualTo(
            "{\"uid\":\"ed7zPg\",\"type\":4,\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}},"
                + "\"close\":false}");
    assertThat(text(mine.fetch(Selection.EVERYONE, "q")))
        .isEqualTo(
            "{\"uid\":\"ed7zPg\",\"type\":5,\"requestId\":\"q\",\"opts\":{\"rooms\":[],\"except\":[],"
                + "\"flags\":{}}}");
    assertThat(text(mine.serverSideEvent(List.of(new JsonText("\"e\"")), null)))
        .isEqualTo("{\"uid\":\"ed7zPg\",\"type\":6,\"data\":[\"e\"]}");
  }

  @Test
  void answersGoToTheOneWhoAsked() {
    Question question = new Question("-other", "q");
    List<Publication> answers =
        List.of(
            mine.asked(question, 3),
            mine.acked(question, new JsonText("{\"a\":1}")),
            mine.serverSideAnswer(question, new JsonText("7")),
            mine.sockets(question, List.of()),
            mine.confirmation(new Ticket("id", "-other", null), 2),
            mine.repeat(
                broadcast(rooms("r"), "\"e\""),
                new Ticket("id", "ed7zPg", Set.of("-other")),
                "-other"));
    assertThat(answers).allMatch(answer -> answer.channel().equals(RESPONSE + "-other#"));
    assertThat(answers.stream().map(this::read))
        .containsExactly(
            "asked 3 /q",
            "acked {\"a\":1} /q",
            "answer 7 /q",
            "sockets /q",
            "confirmed ed7zPg/id 2",
            "event [r]-[] [\"e\"] !ed7zPg/id by [-other]");
    assertThat(text(mine.names(question, true, List.of("a"))))
        .isEqualTo("{\"requestId\":\"q\",\"rooms\":[\"a\"]}");
    assertThat(text(mine.names(question, false, List.of("s"))))
        .isEqualTo("{\"requestId\":\"q\",\"sockets\":[\"s\"]}");
  }

  @Test
  void whatAuthenticatesAClientIsNotShown() {
    Handshake handshake =
        new Handshake(
            "/socket.io/?EIO=4",
            Map.of("EIO", List.of("4")),
            Map.of(
                "cookie",
                List.of("s3cret"),
                "authorization",
                List.of("s3cret"),
                "x",
                List.of("1", "2")),
            "127.0.0.1",
            true,
            Instant.parse("2030-01-01T00:00:00Z"),
            null);
    Publication answer =
        mine.sockets(
            new Question("-other", "q"), List.of(new SocketSnapshot("s", handshake, Set.of("s"))));
    assertThat(text(answer)).doesNotContain("s3cret");
    PeerMessage.Sockets read =
        (PeerMessage.Sockets) other.read(answer.channel(), answer.message(), room -> true);
    assertThat(read.sockets().get(0).handshake().headers())
        .containsExactly(Map.entry("x", List.of("1", "2")));
    assertThat(read.sockets().get(0).handshake().issued()).isEqualTo(handshake.issued());
    assertThat(read.sockets().get(0).handshake().secure()).isTrue();
  }

  @Test
  void aNamespaceThatLooksLikeAPatternIsNone() {
    assertThat(new ClassicDialect("p", "/a*[b]?\\", "u").patterns())
        .containsExactly("p#/a\\*\\[b\\]\\?\\\\#*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":2}",
        "{}",
        "{\"uid\":1,\"type\":2}",
        "{\"uid\":\"A\",\"type\":\"2\"}",
        "{\"uid\":\"A\",\"type\":-1}",
        "{\"uid\":\"A\",\"type\":6}",
        "{\"uid\":\"A\",\"type\":6,\"data\":7}",
        "{\"uid\":\"A\"",
        "{nonsense",
        "91 01",
        "c1",
      })
  void malformedRequestsAreRefused(String message) {
    assertThatThrownBy(() -> read(REQUEST, message)).isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "90",
        "92a17880",
        "93a17880 80",
        "93a17801 80",
        "{}",
        "93 a178 81a46461746101 80"
      })
  void malformedBroadcastsAreRefused(String message) {
    assertThatThrownBy(() -> read("socket.io#/#", message))
        .isInstanceOf(MalformedMessageException.class);
  }
}
