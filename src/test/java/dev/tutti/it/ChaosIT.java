package dev.tutti.it;

import dev.tutti.redis.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * 200 official clients on three nodes that are killed and frozen, while their Redis restarts. What
 * must hold is in {@code src/test/js/cluster/chaos-check.mjs}. The seed decides the faults: {@code
 * -Dtutti.chaos.seed}.
 */
@Order(120)
class ChaosIT {
  private static final String LONG = "tutti.chaos.duration";
  private static final String SEED = "tutti.chaos.seed";
  private static final long SHORT_SEED = 37;
  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final int NODES = 3;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  private static final String GRACE_MILLIS = "3000";

  private static final String[] PROPERTIES = {
    "tutti.presence.grace=PT3S",
    "tutti.ping-interval=PT3S",
    "tutti.ping-timeout=PT6S",
    "tutti.max-handshakes-per-address-per-second=100000",
    "tutti.rate-limit-address=100000/PT1M",
    "tutti.rate-limit-connection=6000/PT1M",
    "tutti.rate-limit.private-message=6000/PT1M",
    "tutti.rate-limit.join-room=6000/PT1M",
    "tutti.rate-limit.music-sync=6000/PT1M",
  };

  @Test
  @DisabledIfSystemProperty(named = LONG, matches = ".+")
  void promisesHoldThroughOneFaultOfEachKind() throws Exception {
    run(Long.getLong(SEED, SHORT_SEED), SHORT);
  }

  @Test
  @EnabledIfSystemProperty(named = LONG, matches = ".+")
  void promisesHoldThroughMinutesOfFaults() throws Exception {
    long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextInt(1_000_000));
    run(seed, Duration.parse(System.getProperty(LONG)));
  }

  private static void run(long seed, Duration about) throws Exception {
    TestKeys.write(Files.createDirectories(TestServer.DIRECTORY));
    System.out.println("chaos: -Dtutti.chaos.seed=" + seed + ", new faults for " + about);
    try (TestRedis redis =
        TestRedis.startAt(port(), "--appendonly", "yes", "--appendfsync", "always")) {
      List<ClusterNode> nodes = new ArrayList<>();
      try {
        for (int i = 0; i < NODES; i++) {
          String url = "redis://127.0.0.1:" + redis.port();
          nodes.add(ClusterNode.startAt(port(), "chaos-" + i, url, PROPERTIES));
        }
        for (ClusterNode node : nodes) {
          node.awaitReady();
        }
        run(ChaosPlan.of(seed, about, NODES), nodes, redis, environment(seed, about, nodes));
      } finally {
        nodes.forEach(ClusterNode::close);
      }
    }
  }

  private static void run(
      ChaosPlan plan, List<ClusterNode> nodes, TestRedis redis, Map<String, String> environment)
      throws Exception {
    try (ChaosClients clients = ChaosClients.start(environment)) {
      clients.awaitConnected();
      new Chaos(nodes, redis, clients::fault).run(plan);
      clients.judge();
    }
  }

  private static Map<String, String> environment(
      long seed, Duration about, List<ClusterNode> nodes) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CHAOS_SEED", Long.toString(seed));
    environment.put(
        "CHAOS_NODES",
        nodes.stream().map(node -> node.uri().toString()).collect(Collectors.joining(",")));
    environment.put("CHAOS_GRACE_MS", GRACE_MILLIS);
    environment.put("CHAOS_MINIMA", minima(about));
    environment.put("CHAOS_FACTS", TestServer.DIRECTORY.resolve("chaos-facts.ndjson").toString());
    return environment;
  }

  /** Without so much of it a run would show nothing. */
  private static String minima(Duration about) {
    long seconds = about.toSeconds();
    return """
        {"clients": 200, "kills": 1, "longFreezes": 1, "redisRestarts": 1, "nodesAsked": %d,
         "reconnects": 100, "acked": %d, "owed": %d, "roomReceived": %d, "announced": 100}
        """
        .formatted(NODES, 20 * seconds, 15 * seconds, 50 * seconds);
  }

  /** Below those that the system gives to clients: it stays free while its server is down. */
  private static int port() {
    return ThreadLocalRandom.current()
        .ints(FIRST_PORT, LAST_PORT)
        .filter(ChaosIT::free)
        .findFirst()
        .orElseThrow();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
