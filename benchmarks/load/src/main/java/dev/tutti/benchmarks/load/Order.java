package dev.tutti.benchmarks.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to do.
 *
 * @param scenario {@code room}, {@code paced}, {@code private}, {@code echo}, {@code idle}, {@code
 *     storm}
 * @param urls where clients connect, one after the other in turn
 * @param pids the server's processes, whose CPU is read; none for none
 * @param besides processes that work for the server, whose CPU is reported apart
 * @param roomSize clients in one room
 * @param window messages in flight a room, a pair or a client
 * @param ratePerSecond publishes of {@code paced}
 * @param rounds measured rounds of {@code storm}; one more, before them, is not
 */
record Order(
    String scenario,
    List<URI> urls,
    boolean polling,
    Path key,
    List<Long> pids,
    List<Long> besides,
    int clients,
    int connectWindow,
    int roomSize,
    int window,
    int ratePerSecond,
    int rounds,
    Duration warmUp,
    Duration measured) {

  static Order parse(String line) {
    Map<String, String> given = new HashMap<>();
    for (String part : line.trim().split("\\s+")) {
      int at = part.indexOf('=');
      if (at < 0) {
        throw new IllegalArgumentException("no key=value: " + part);
      }
      given.put(part.substring(0, at), part.substring(at + 1));
    }
    Keys keys = new Keys(given);
    return new Order(
        keys.text("scenario", "room"),
        keys.list("url", "http://127.0.0.1:8080/socket.io/").map(URI::create).toList(),
        keys.text("transport", "websocket").equals("polling"),
        Path.of(keys.text("key", "private.pem")),
        keys.list("pid", "").map(Long::valueOf).toList(),
        keys.list("besides", "").map(Long::valueOf).toList(),
        keys.number("clients", 100),
        keys.number("connect-window", 64),
        keys.number("room-size", 100),
        keys.number("window", 1),
        keys.number("rate", 100),
        keys.number("rounds", 3),
        Duration.ofMillis(keys.number("warmup-ms", 2000)),
        Duration.ofMillis(keys.number("measure-ms", 5000)));
  }

  private record Keys(Map<String, String> given) {
    String text(String name, String fallback) {
      return given.getOrDefault(name, fallback);
    }

    Stream<String> list(String name, String fallback) {
      return Stream.of(text(name, fallback).split(",")).filter(item -> !item.isEmpty());
    }

    int number(String name, int fallback) {
      return Integer.parseInt(text(name, Integer.toString(fallback)));
    }
  }
}
