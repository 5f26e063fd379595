package dev.tutti.redis;

import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@link ShardedDialect}. */
final class ShardedReader {
  static final int BROADCAST = 3;
  static final int JOIN = 4;
  static final int LEAVE = 5;
  static final int DISCONNECT = 6;
  static final int FETCH = 7;
  static final int SOCKETS = 8;
  static final int SERVER_SIDE_EVENT = 9;
  static final int SERVER_SIDE_ANSWER = 10;
  static final int ASKED = 11;
  static final int ACKED = 12;

  /** Our own kind, sent to our own nodes alone. */
  static final int CONFIRMATION = 101;

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final String namespace;
  private final String uid;

  /** How all JSON of our own ends. */
  private final byte[] ownEnd;

  ShardedReader(String namespace, String uid, String ownEnd) {
    this.namespace = namespace;
    this.uid = uid;
    this.ownEnd = ownEnd.getBytes(StandardCharsets.UTF_8);
  }

  @Nullable PeerMessage read(byte[] message) {
    if (endsWith(message, ownEnd)) {
      return null;
    }
    boolean isJson = message.length > 0 && message[0] == '{';
    JsonText text =
        isJson
            ? new JsonText(new String(message, StandardCharsets.UTF_8))
            : JsonUnpacker.unpack(message);
    Map<String, JsonSlice> fields = JsonSlice.of(text).fields();
    String from = Fields.required(fields, "uid").string();
    String nsp = Fields.required(fields, "nsp").string();
    if (from.equals(uid) || !nsp.equals(namespace)) {
      return null;
    }
    JsonSlice data = fields.get("data");
    return data == null ? null : read(Fields.count(fields, "type"), from, data.fields());
  }

  private static boolean endsWith(byte[] message, byte[] end) {
    int from = message.length - end.length;
    return from >= 0 && Arrays.equals(message, from, message.length, end, 0, end.length);
  }

  private static @Nullable PeerMessage read(int type, String from, Map<String, JsonSlice> data) {
    JsonSlice id = data.get("requestId");
    Question question = id == null ? null : new Question(from, id.string());
    return switch (type) {
      case BROADCAST -> event(data, question);
      case JOIN, LEAVE ->
          new PeerMessage.Membership(
              selection(data), Fields.required(data, "rooms").names(), type == JOIN);
      case DISCONNECT -> disconnect(data);
      case SERVER_SIDE_EVENT ->
          new PeerMessage.ServerSideEvent(Fields.required(data, "packet").values(), question);
      case CONFIRMATION ->
          new PeerMessage.Confirmation(
              Fields.required(data, "id").string(), from, Fields.count(data, "sockets"));
      default -> question == null ? null : conversation(type, data, question);
    };
  }

  /** What has an id of a question: the question itself, or an answer to ours. */
  private static @Nullable PeerMessage conversation(
      int type, Map<String, JsonSlice> data, Question question) {
    return switch (type) {
      case FETCH -> new PeerMessage.Fetch(selection(data), question);
      case SOCKETS ->
          new PeerMessage.Sockets(
              question.id(), SnapshotJson.read(Fields.required(data, "sockets")));
      case SERVER_SIDE_ANSWER -> new PeerMessage.ServerSideAnswer(question.id(), packet(data));
      case ASKED -> new PeerMessage.Asked(question.id(), Fields.count(data, "clientCount"));
      case ACKED -> new PeerMessage.Acked(question.id(), packet(data));
      default -> null;
    };
  }

  private static PeerMessage event(Map<String, JsonSlice> data, @Nullable Question question) {
    Map<String, JsonSlice> packet = Fields.required(data, "packet").fields();
    List<JsonText> args = Fields.required(packet, "data").values();
    Options options = Options.read(Fields.required(data, "opts"));
    if (question == null) {
      return new PeerMessage.Event(options.broadcast(args), options.ticket());
    }
    Duration timeout = options.timeout();
    return new PeerMessage.AskingEvent(
        options.broadcast(args), timeout == null ? DEFAULT_TIMEOUT : timeout, question);
  }

  private static PeerMessage disconnect(Map<String, JsonSlice> data) {
    JsonSlice close = data.get("close");
    return new PeerMessage.Disconnect(selection(data), close != null && close.isTrue());
  }

  private static Selection selection(Map<String, JsonSlice> data) {
    return Options.read(Fields.required(data, "opts")).selection();
  }

  /** JavaScript leaves out what is undefined. */
  private static JsonText packet(Map<String, JsonSlice> data) {
    JsonSlice packet = data.get("packet");
    return packet == null ? JsonText.NULL : packet.json();
  }
}
