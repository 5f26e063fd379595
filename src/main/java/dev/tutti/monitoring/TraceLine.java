package dev.tutti.monitoring;

import dev.tutti.socketio.JsonText;
import java.util.List;
import java.util.Locale;

/**
 * The words of a trace: names, sizes, outcomes and durations, never a payload. Names come from
 * clients, so control characters are replaced and long ones cut: no line can pose as another.
 */
final class TraceLine {
  private static final int MAX_NAME_LENGTH = 64;

  private TraceLine() {}

  static String received(
      TracedSocket socket, String event, List<JsonText> args, String outcome, long nanos) {
    return "socket %s: in %s, %s, %s after %d µs"
        .formatted(socket.id(), name(event), sizes(args), name(outcome), nanos / 1_000);
  }

  static String emitted(TracedSocket socket, List<JsonText> args) {
    return "socket %s: out %s, %s".formatted(socket.id(), event(args), payloadSizes(args));
  }

  static String broadcast(List<JsonText> args, int sockets) {
    return "room traced: out %s, %s, to %d sockets"
        .formatted(event(args), payloadSizes(args), sockets);
  }

  /** A name from outside, safe in one line of a log. */
  static String name(String raw) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), MAX_NAME_LENGTH) + 1);
    raw.codePoints()
        .limit(MAX_NAME_LENGTH)
        .map(c -> printable(c) ? c : '?')
        .forEach(safe::appendCodePoint);
    return raw.length() > MAX_NAME_LENGTH ? safe.append('…').toString() : safe.toString();
  }

  private static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String event(List<JsonText> args) {
    if (args.isEmpty()) {
      return "nothing";
    }
    String json = args.get(0).text();
    return name(json.length() < 2 ? json : json.substring(1, json.length() - 1));
  }

  private static String payloadSizes(List<JsonText> args) {
    return sizes(args.isEmpty() ? args : args.subList(1, args.size()));
  }

  private static String sizes(List<JsonText> args) {
    long chars = args.stream().mapToLong(arg -> arg.text().length()).sum();
    long binary =
        args.stream().flatMap(arg -> arg.attachments().stream()).mapToLong(b -> b.length).sum();
    return String.format(
        Locale.ROOT, "%d args of %d chars and %d binary bytes", args.size(), chars, binary);
  }
}
