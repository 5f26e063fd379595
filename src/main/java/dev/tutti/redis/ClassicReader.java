package dev.tutti.redis;

import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@link ClassicDialect}. */
final class ClassicReader {
  /** Our own kind of answer, heard by our own nodes alone. */
  static final int CONFIRMATION = 101;

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final String namespace;
  private final String uid;

  /** How every broadcast of our own begins. */
  private final byte[] ownBroadcast;

  ClassicReader(String namespace, String uid) {
    this.namespace = namespace;
    this.uid = uid;
    byte[] alone = JsonPacker.pack(new MessageText().raw("[").string(uid).raw(",0,0]").done());
    ownBroadcast = Arrays.copyOf(alone, alone.length - 2);
  }

  @Nullable PeerMessage broadcast(byte[] message) {
    if (startsWith(message, ownBroadcast)) {
      return null;
    }
    List<JsonSlice> parts = JsonSlice.of(JsonUnpacker.unpack(message)).items();
    if (parts.size() < 3) {
      throw new MalformedMessageException("a broadcast has three parts");
    }
    List<JsonText> args = args(parts.get(1));
    if (args == null) {
      return null;
    }
    Options options = Options.read(parts.get(2));
    return new PeerMessage.Event(options.broadcast(args), options.ticket());
  }

  private static boolean startsWith(byte[] message, byte[] prefix) {
    return message.length >= prefix.length
        && Arrays.equals(message, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The name and arguments of a packet; absent when it is for another namespace. */
  private @Nullable List<JsonText> args(JsonSlice packet) {
    Map<String, JsonSlice> fields = packet.fields();
    JsonSlice nsp = fields.get("nsp");
    String target = nsp == null || nsp.isNull() ? "/" : nsp.string();
    return target.equals(namespace) ? Fields.required(fields, "data").values() : null;
  }

  @Nullable PeerMessage request(byte[] message) {
    Map<String, JsonSlice> fields = fields(message);
    JsonSlice from = fields.get("uid");
    String asker = from == null ? "" : from.string();
    if (asker.equals(uid)) {
      return null;
    }
    JsonSlice id = fields.get("requestId");
    Question question = id == null ? null : new Question(asker, id.string());
    int type = Fields.count(fields, "type");
    return switch (type) {
      case 2, 3 -> new PeerMessage.Membership(selection(fields), rooms(fields), type == 2);
      case 4 -> disconnect(fields);
      case 6 -> new PeerMessage.ServerSideEvent(values(fields), question);
      case 0, 1, 5, 7 -> question == null ? null : question(type, fields, question);
      default -> null;
    };
  }

  private @Nullable PeerMessage question(
      int type, Map<String, JsonSlice> fields, Question question) {
    return switch (type) {
      case 0 ->
          new PeerMessage.Listing(
              new Selection(Fields.required(fields, "rooms").names(), Set.of()), question);
      case 1 -> new PeerMessage.Listing(null, question);
      case 5 -> new PeerMessage.Fetch(selection(fields), question);
      default -> askingEvent(fields, question);
    };
  }

  private @Nullable PeerMessage askingEvent(Map<String, JsonSlice> fields, Question question) {
    List<JsonText> args = args(Fields.required(fields, "packet"));
    if (args == null) {
      return null;
    }
    Options options = Options.read(Fields.required(fields, "opts"));
    Duration timeout = options.timeout();
    return new PeerMessage.AskingEvent(
        options.broadcast(args), timeout == null ? DEFAULT_TIMEOUT : timeout, question);
  }

  private static PeerMessage disconnect(Map<String, JsonSlice> fields) {
    JsonSlice close = fields.get("close");
    return new PeerMessage.Disconnect(selection(fields), close != null && close.isTrue());
  }

  /** Older versions name one socket instead. */
  private static Selection selection(Map<String, JsonSlice> fields) {
    JsonSlice sid = fields.get("sid");
    return sid == null
        ? Options.read(Fields.required(fields, "opts")).selection()
        : new Selection(Set.of(sid.string()), Set.of());
  }

  private static Set<String> rooms(Map<String, JsonSlice> fields) {
    JsonSlice room = fields.get("room");
    return room == null ? Fields.required(fields, "rooms").names() : Set.of(room.string());
  }

  private static List<JsonText> values(Map<String, JsonSlice> fields) {
    return Fields.required(fields, "data").values();
  }

  /** An answer, or a broadcast that is repeated for this node alone. */
  @Nullable PeerMessage response(byte[] message) {
    if (message.length > 0 && (message[0] & 0xf0) == 0x90) {
      return broadcast(message);
    }
    Map<String, JsonSlice> fields = fields(message);
    String id = Fields.required(fields, "requestId").string();
    JsonSlice kind = fields.get("type");
    if (kind == null) {
      return sockets(id, fields.get("sockets"));
    }
    return switch ((int) kind.integer()) {
      case 6 -> new PeerMessage.ServerSideAnswer(id, value(fields, "data"));
      case 8 -> new PeerMessage.Asked(id, Fields.count(fields, "clientCount"));
      case 9 -> new PeerMessage.Acked(id, value(fields, "packet"));
      case CONFIRMATION ->
          new PeerMessage.Confirmation(
              id, Fields.required(fields, "uid").string(), Fields.count(fields, "sockets"));
      default -> null;
    };
  }

  /** We ask for descriptions only: other answers are to other nodes' questions. */
  private static @Nullable PeerMessage sockets(String id, @Nullable JsonSlice sockets) {
    if (sockets == null || sockets.items().stream().anyMatch(socket -> !socket.isObject())) {
      return null;
    }
    return new PeerMessage.Sockets(id, SnapshotJson.read(sockets));
  }

  /** JavaScript leaves out what is undefined. */
  private static JsonText value(Map<String, JsonSlice> fields, String name) {
    JsonSlice value = fields.get(name);
    return value == null ? JsonText.NULL : value.json();
  }

  private static Map<String, JsonSlice> fields(byte[] message) {
    boolean isJson = message.length > 0 && message[0] == '{';
    JsonText text =
        isJson
            ? new JsonText(new String(message, StandardCharsets.UTF_8))
            : JsonUnpacker.unpack(message);
    return JsonSlice.of(text).fields();
  }
}
