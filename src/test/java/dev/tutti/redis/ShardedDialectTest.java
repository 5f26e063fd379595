package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The format of {@code createShardedAdapter}, against what Node.js servers were seen to publish.
 */
class ShardedDialectTest {
  private static final String UID = "1644015680770f05";
  private static final String END = ",\"uid\":\"" + UID + "\",\"nsp\":\"/\"}";
  private static final String OPTS = "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}";

  private final Dialect mine = new ShardedDialect("socket.io", "/", UID);
  private final Dialect other = new ShardedDialect("socket.io", "/", "-other");

  private static Broadcast broadcast(Selection selection, JsonText... args) {
    return new Broadcast(selection, List.of(args), false, false);
  }

  private static Selection rooms(String... rooms) {
    return new Selection(Set.of(rooms), Set.of());
  }

  private static JsonText json(String text) {
    return new JsonText(text);
  }

  private static String text(Publication publication) {
    return new String(publication.message(), StandardCharsets.UTF_8);
  }

  private String read(byte[] message) {
    return PeerLog.of(other.read("socket.io#/#", message, room -> true));
  }

  private String read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aBroadcastIsWrittenAsNodeWritesIt() {
    Publication hello =
        mine.event(broadcast(Selection.EVERYONE, json("\"hello\""), json("1")), null);
    assertThat(hello.channel()).isEqualTo("socket.io#/#");
    assertThat(text(hello))
        .isEqualTo(
            "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"hello\",1]},"
                + OPTS
                + "}"
                + END);
    assertThat(read(hello.message())).isEqualTo("event []-[] [\"hello\",1]");
  }

  @Test
  void whereABroadcastGoesIsAsInNodesDynamicMode() {
    Selection twenty = rooms("x".repeat(20));
    assertThat(mine.event(broadcast(rooms("r"), json("1")), null).channel())
        .isEqualTo("socket.io#/#r#");
    assertThat(mine.event(broadcast(twenty, json("1")), null).channel()).isEqualTo("socket.io#/#");
    assertThat(mine.event(broadcast(rooms("r", "q"), json("1")), null).channel())
        .isEqualTo("socket.io#/#");
    assertThat(mine.askingEvent(broadcast(rooms("r"), json("1")), Duration.ZERO, "q").channel())
        .isEqualTo("socket.io#/#");
    assertThat(mine.roomChannel("r")).isEqualTo("socket.io#/#r#");
    assertThat(mine.roomChannel("x".repeat(20))).isNull();
    assertThat(mine.channels()).containsExactly("socket.io#/#", "socket.io#/#" + UID + "#");
  }

  @Test
  void binaryMakesItMessagePack() {
    JsonText binary =
        new JsonText("{\"_placeholder\":true,\"num\":0}", List.of(new byte[] {1, 2, 3}));
    Publication bin = mine.event(broadcast(Selection.EVERYONE, json("\"bin\""), binary), null);
    assertThat(HexFormat.of().formatHex(bin.message()))
        .startsWith(
            "84a47479706503a46461746182a67061636b657482a47479706502a46461746192a362696ec403010203")
        .endsWith("a3756964b031363434303135363830373730663035a36e7370a12f");
    assertThat(read(bin.message()))
        .isEqualTo("event []-[] [\"bin\",{\"_placeholder\":true,\"num\":0}[1, 2, 3]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"e\"]},OPTS}END|event []-[] [\"e\"]",
        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"e\"]},OPTS,\"requestId\":\"q\"}END"
            + "|ask []-[] [\"e\"] 5000 ?UID/q",
        "{\"type\":4,\"data\":{OPTS,\"rooms\":[\"ry\"]}END|join []-[] [ry]",
        "{\"type\":5,\"data\":{OPTS,\"rooms\":[\"ry\"]}END|leave []-[] [ry]",
        "{\"type\":6,\"data\":{OPTS,\"close\":true}END|disconnect []-[] close",
        "{\"type\":7,\"data\":{OPTS,\"requestId\":\"q\"}END|fetch []-[] ?UID/q",
        "{\"type\":8,\"data\":{\"requestId\":\"q\",\"sockets\":[]}END|sockets /q",
        "{\"type\":9,\"data\":{\"packet\":[\"sse\",1]}END|server [\"sse\",1]",
        "{\"type\":9,\"data\":{\"requestId\":\"q\",\"packet\":[\"sse\"]}END|server [\"sse\"] ?UID/q",
        "{\"type\":10,\"data\":{\"requestId\":\"q\",\"packet\":{\"got\":7}}END|answer {\"got\":7} /q",
        "{\"type\":10,\"data\":{\"requestId\":\"q\"}END|answer null /q",
        "{\"type\":11,\"data\":{\"requestId\":\"q\",\"clientCount\":1}END|asked 1 /q",
        "{\"type\":12,\"data\":{\"requestId\":\"q\",\"packet\":\"cb\"}END|acked \"cb\" /q",
        "{\"type\":1END|nothing",
        "{\"type\":13,\"data\":{}END|nothing",
        "{\"type\":9,\"data\":{\"packet\":[\"e\"]},\"uid\":\"a\",\"nsp\":\"/other\"}|nothing",
      })
  void messagesOfNodeAreRead(String message, String expected) {
    String json = message.replace("OPTS", OPTS).replace("END", END);
    assertThat(read(json)).isEqualTo(expected.replace("UID", UID));
  }

  @Test
  void questionsAreReadAsTheyAreWritten() {
    assertThat(read(mine.membership(rooms("a"), Set.of("b"), true).message()))
        .isEqualTo("join [a]-[] [b]");
    assertThat(read(mine.membership(rooms("a"), Set.of("b"), false).message()))
        .isEqualTo("leave [a]-[] [b]");
    assertThat(read(mine.disconnect(rooms("a"), true).message()))
        .isEqualTo("disconnect [a]-[] close");
    assertThat(read(mine.fetch(rooms("a"), "q").message()))
        .isEqualTo("fetch [a]-[] ?" + UID + "/q");
    assertThat(read(mine.serverSideEvent(List.of(json("\"e\"")), null).message()))
        .isEqualTo("server [\"e\"]");
    assertThat(read(mine.serverSideEvent(List.of(json("\"e\"")), "q").message()))
        .isEqualTo("server [\"e\"] ?" + UID + "/q");
    assertThat(
            read(
                mine.askingEvent(broadcast(rooms("r"), json("1")), Duration.ofSeconds(1), "q")
                    .message()))
        .isEqualTo("ask [r]-[] [1] 1000 ?" + UID + "/q");
  }

  @Test
  void answersGoToTheOneWhoAsked() {
    Question question = new Question("-other", "q");
    List<Publication> answers =
        List.of(
            mine.asked(question, 3),
            mine.acked(question, json("{\"a\":1}")),
            mine.serverSideAnswer(question, json("7")),
            mine.sockets(question, List.of()),
            mine.confirmation(new Ticket("id", "-other", null), 2),
            mine.repeat(
                broadcast(rooms("r"), json("1")),
                new Ticket("id", UID, Set.of("-other")),
                "-other"));
    assertThat(answers).allMatch(answer -> answer.channel().equals("socket.io#/#-other#"));
    assertThat(answers.stream().map(answer -> read(answer.message())))
        .containsExactly(
            "asked 3 /q",
            "acked {\"a\":1} /q",
            "answer 7 /q",
            "sockets /q",
            "confirmed " + UID + "/id 2",
            "event [r]-[] [1] !" + UID + "/id by [-other]");
  }

  @Test
  void aTicketThatNamesNobodyIsForAllWhoHearIt() {
    String opts = "{\"rooms\":[],\"flags\":{\"tutti\":{\"id\":\"i\",\"node\":\"-n\"}}}";
    Ticket ticket = Options.read(JsonSlice.of(json(opts))).ticket();
    assertThat(ticket).isEqualTo(new Ticket("i", "-n", null));
    assertThat(ticket.awaits("-any")).isTrue();
  }

  @Test
  void ownMessagesAreNotRead() {
    assertThat(read(other.event(broadcast(rooms("r"), json("1")), null).message()))
        .isEqualTo("nothing");
    JsonText binary = new JsonText("{\"_placeholder\":true,\"num\":0}", List.of(new byte[1]));
    assertThat(read(other.event(broadcast(rooms("r"), binary), null).message()))
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"e\"]}}END",
        "{\"type\":3,\"data\":{OPTS}END",
        "{\"type\":4,\"data\":{\"rooms\":[\"ry\"]}END",
        "{\"type\":6,\"data\":{}END",
        "{\"type\":11,\"data\":{\"requestId\":\"q\",\"clientCount\":-1}END",
        "{\"type\":\"3\",\"data\":{}END",
      })
  void malformedMessagesAreRefused(String message) {
    String json = message.replace("OPTS", OPTS).replace("END", END);
    assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedMessageException.class);
  }
}
