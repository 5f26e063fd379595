package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** One scenario from the first connect to the last close. */
final class Scenarios {
  private static final Duration PREPARATION_LIMIT = Duration.ofSeconds(20);
  private static final Duration BREATH = Duration.ofMillis(100);

  /** What a server does behind the last answer of a connect belongs to it. */
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(700);

  private final Order order;
  private final BlockingQueue<String> lines;
  private final Processes server;
  private final Processes besides;

  /**
   * @param lines what comes after the order; {@code idle} holds its clients until the next
   */
  Scenarios(Order order, BlockingQueue<String> lines) {
    this.order = order;
    this.lines = lines;
    this.server = new Processes(order.pids());
    this.besides = new Processes(order.besides());
  }

  String run() throws IOException, GeneralSecurityException {
    try (Crowd crowd = new Crowd(order)) {
      Json json = new Json().put("scenario", order.scenario());
      switch (order.scenario()) {
        case "storm" -> storm(crowd, json);
        case "idle" -> idle(crowd);
        default -> traffic(crowd, json);
      }
      return crowd.report(json).toString();
    }
  }

  private void traffic(Crowd crowd, Json json) throws IOException, GeneralSecurityException {
    crowd.connect(crowd.tokens());
    Traffic traffic = traffic(crowd.clients());
    crowd.hear(traffic);
    traffic.begin();
    long deadline = System.nanoTime() + PREPARATION_LIMIT.toNanos();
    while (!traffic.prepared()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the clients did not get ready");
      }
      crowd.pump(BREATH);
    }
    traffic.start();
    crowd.pump(order.warmUp());
    traffic.clear();
    double cpu = server.cpuSeconds();
    double cpuBesides = besides.cpuSeconds();
    long began = System.nanoTime();
    crowd.pump(order.measured());
    double seconds = (System.nanoTime() - began) / 1e9;
    json.put("seconds", seconds).put("cpuSeconds", server.cpuSeconds() - cpu);
    json.put("besidesCpuSeconds", besides.cpuSeconds() - cpuBesides);
    report(traffic, json);
  }

  private Traffic traffic(List<Client> clients) {
    return switch (order.scenario()) {
      case "room" -> new RoomTraffic(clients, order.roomSize(), order.window(), 0);
      case "paced" -> new RoomTraffic(clients, order.roomSize(), 0, order.ratePerSecond());
      case "private" -> new PrivateTraffic(clients, order.window());
      case "echo" -> new EchoTraffic(clients, order.window());
      default -> throw new IllegalArgumentException("unknown scenario " + order.scenario());
    };
  }

  private static void report(Traffic traffic, Json json) {
    long deliveries = Math.max(1, traffic.deliveries);
    json.put("messages", traffic.messages).put("deliveries", traffic.deliveries);
    json.put("bytesPerDelivery", (double) traffic.bytes / deliveries);
    json.put("p50", traffic.latency.at(0.5)).put("p99", traffic.latency.at(0.99));
    json.put("p999", traffic.latency.at(0.999)).put("max", traffic.latency.at(1));
  }

  private void storm(Crowd crowd, Json json) throws IOException, GeneralSecurityException {
    double cpu = 0;
    double cpuBesides = 0;
    double seconds = 0;
    for (int round = 0; round <= order.rounds(); round++) {
      List<String> tokens = crowd.tokens();
      double before = server.cpuSeconds();
      double beforeBesides = besides.cpuSeconds();
      long began = System.nanoTime();
      crowd.connect(tokens);
      double took = (System.nanoTime() - began) / 1e9;
      crowd.pump(AFTERMATH);
      if (round > 0) {
        cpu += server.cpuSeconds() - before;
        cpuBesides += besides.cpuSeconds() - beforeBesides;
        seconds += took;
      }
      crowd.disconnect();
      crowd.pump(BETWEEN_ROUNDS);
    }
    json.put("connects", (long) order.clients() * order.rounds());
    json.put("seconds", seconds).put("cpuSeconds", cpu);
    json.put("besidesCpuSeconds", cpuBesides);
  }

  /** Says that all are connected, and holds them until it is told to go on. */
  private void idle(Crowd crowd) throws IOException, GeneralSecurityException {
    crowd.connect(crowd.tokens());
    crowd.pump(Duration.ofSeconds(1));
    System.out.println(new Json().put("holding", order.clients()));
    while (lines.peek() == null) {
      crowd.pump(BREATH);
    }
    if (lines.peek().equals("release")) {
      lines.remove();
    }
  }
}
