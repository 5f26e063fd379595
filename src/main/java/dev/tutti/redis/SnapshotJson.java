package dev.tutti.redis;

import dev.tutti.engineio.Handshake;
import dev.tutti.socketio.SocketSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sockets as Node.js describes them to other nodes. What authenticates a client stays here: no
 * {@code auth}, no cookie, no Authorization header is sent.
 */
final class SnapshotJson {
  private static final Set<String> SECRET = Set.of("authorization", "cookie");

  private SnapshotJson() {}

  static void write(List<SocketSnapshot> sockets, MessageText text) {
    String separator = "[";
    for (SocketSnapshot socket : sockets) {
      text.raw(separator).raw("{\"id\":").string(socket.id());
      handshake(socket.handshake(), text.raw(",\"handshake\":"));
      text.raw(",\"rooms\":").strings(socket.rooms()).raw(",\"data\":{}}");
      separator = ",";
    }
    text.raw(sockets.isEmpty() ? "[]" : "]");
  }

  private static void handshake(Handshake handshake, MessageText text) {
    text.raw("{\"headers\":");
    multi(shown(handshake.headers()), text);
    text.raw(",\"time\":").string(handshake.issued().toString());
    text.raw(",\"address\":").string(handshake.address());
    text.raw(",\"xdomain\":").bool(handshake.crossDomain());
    text.raw(",\"secure\":").bool(handshake.secure());
    text.raw(",\"issued\":").number(handshake.issued().toEpochMilli());
    text.raw(",\"url\":").string(handshake.url()).raw(",\"query\":");
    multi(handshake.query(), text);
    text.raw(",\"auth\":{}}");
  }

  private static Map<String, List<String>> shown(Map<String, List<String>> headers) {
    Map<String, List<String>> shown = new TreeMap<>(headers);
    shown.keySet().removeAll(SECRET);
    return shown;
  }

  private static void multi(Map<String, List<String>> values, MessageText text) {
    String separator = "{";
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      text.raw(separator).string(entry.getKey()).raw(":");
      if (entry.getValue().size() == 1) {
        text.string(entry.getValue().get(0));
      } else {
        text.strings(entry.getValue());
      }
      separator = ",";
    }
    text.raw(values.isEmpty() ? "{}" : "}");
  }

  static List<SocketSnapshot> read(JsonSlice sockets) {
    return sockets.items().stream().map(SnapshotJson::socket).toList();
  }

  private static SocketSnapshot socket(JsonSlice socket) {
    Map<String, JsonSlice> fields = socket.fields();
    return new SocketSnapshot(
        Fields.required(fields, "id").string(),
        handshake(Fields.required(fields, "handshake").fields()),
        Fields.required(fields, "rooms").names());
  }

  private static Handshake handshake(Map<String, JsonSlice> fields) {
    JsonSlice secure = fields.get("secure");
    JsonSlice issued = fields.get("issued");
    return new Handshake(
        text(fields.get("url")),
        multi(fields.get("query")),
        multi(fields.get("headers")),
        text(fields.get("address")),
        secure != null && secure.isTrue(),
        Instant.ofEpochMilli(issued == null ? 0 : issued.integer()),
        null);
  }

  private static String text(@Nullable JsonSlice value) {
    return value == null || value.isNull() ? "" : value.string();
  }

  private static Map<String, List<String>> multi(@Nullable JsonSlice values) {
    Map<String, List<String>> read = new HashMap<>();
    if (values != null && !values.isNull()) {
      values.fields().forEach((name, value) -> read.put(name, list(value)));
    }
    return read;
  }

  private static List<String> list(JsonSlice value) {
    return value.isArray() ? List.copyOf(value.names()) : List.of(value.string());
  }
}
