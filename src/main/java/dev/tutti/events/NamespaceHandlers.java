package dev.tutti.events;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The handlers of one namespace.
 *
 * @param events by the event's name
 * @param connects in the order of their priority
 * @param disconnects in the order of their priority
 */
record NamespaceHandlers(
    Map<String, Handler> events, List<Handler> connects, List<Handler> disconnects) {

  static NamespaceHandlers of(List<Handler> handlers) {
    return new NamespaceHandlers(
        handlers.stream()
            .filter(handler -> handler.method().kind() == HandlerKind.EVENT)
            .collect(
                Collectors.toUnmodifiableMap(
                    handler -> handler.method().event(), Function.identity())),
        ordered(handlers, HandlerKind.CONNECT),
        ordered(handlers, HandlerKind.DISCONNECT));
  }

  private static List<Handler> ordered(List<Handler> handlers, HandlerKind kind) {
    return handlers.stream()
        .filter(handler -> handler.method().kind() == kind)
        .sorted(
            Comparator.<Handler>comparingInt(handler -> handler.method().priority())
                .thenComparing(handler -> handler.method().name()))
        .toList();
  }
}
