package dev.tutti.redis;

import dev.tutti.socketio.Broadcast;
import dev.tutti.socketio.JsonText;
import dev.tutti.socketio.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code opts} of a message: which sockets, and how.
 *
 * @param timeout how long sockets have for their answers; absent when it does not say
 * @param ticket absent when it has no id
 */
record Options(
    Selection selection, boolean isVolatile, @Nullable Duration timeout, @Nullable Ticket ticket) {

  static Options of(Selection selection) {
    return new Options(selection, false, null, null);
  }

  /** Reads them; everything in them may be missing. */
  static Options read(JsonSlice opts) {
    Map<String, JsonSlice> fields = opts.fields();
    Selection selection = new Selection(names(fields.get("rooms")), names(fields.get("except")));
    JsonSlice flags = fields.get("flags");
    if (flags == null || flags.isNull()) {
      return of(selection);
    }
    return flagged(selection, flags.fields());
  }

  private static Options flagged(Selection selection, Map<String, JsonSlice> flags) {
    JsonSlice isVolatile = flags.get("volatile");
    JsonSlice timeout = flags.get("timeout");
    JsonSlice ticket = flags.get("tutti");
    return new Options(
        selection,
        isVolatile != null && isVolatile.isTrue(),
        timeout == null || timeout.isNull() ? null : Duration.ofMillis(timeout.integer()),
        ticket == null ? null : ticket(ticket.fields()));
  }

  private static Ticket ticket(Map<String, JsonSlice> fields) {
    JsonSlice awaited = fields.get("await");
    return new Ticket(
        Fields.required(fields, "id").string(),
        Fields.required(fields, "node").string(),
        awaited == null ? null : awaited.names());
  }

  private static Set<String> names(@Nullable JsonSlice names) {
    return names == null || names.isNull() ? Set.of() : names.names();
  }

  /** An event of another node for this node's sockets. */
  Broadcast broadcast(List<JsonText> args) {
    return new Broadcast(selection, args, isVolatile, true);
  }

  void write(MessageText text) {
    text.raw("{\"rooms\":").strings(selection.rooms());
    text.raw(",\"except\":").strings(selection.except());
    text.raw(",\"flags\":{");
    String separator = "";
    if (isVolatile) {
      text.raw("\"volatile\":true");
      separator = ",";
    }
    if (timeout != null) {
      text.raw(separator).raw("\"timeout\":").number(timeout.toMillis());
      separator = ",";
    }
    if (ticket != null) {
      text.raw(separator).raw("\"tutti\":{\"id\":").string(ticket.id());
      text.raw(",\"node\":").string(ticket.node());
      if (ticket.awaited() != null) {
        text.raw(",\"await\":").strings(ticket.awaited());
      }
      text.raw("}");
    }
    text.raw("}}");
  }
}
