package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Three nodes that share a Redis, and the official client on all of them; behind HAProxy where it
 * is on the PATH: {@code src/test/js/cluster}.
 */
@OnPayara
@Order(110)
class ClusterIT {

  /** F14, F25, F26, F58, F63, F93. */
  @Test
  void nodesThatShareARedisAreOneSystem() throws Exception {
    try (TestRedis redis = TestRedis.start("--appendonly", "yes", "--appendfsync", "always")) {
      String url = "redis://127.0.0.1:" + redis.port();
      List<ClusterNode> nodes =
          List.of(
              ClusterNode.start("a", url),
              ClusterNode.start("b", url),
              ClusterNode.start("c", url, "tutti.drain.period=PT4S"));
      Process balancer = null;
      try {
        for (ClusterNode node : nodes) {
          node.awaitReady();
        }
        int port = TestServer.freePort();
        balancer = balancer(port, nodes.get(0), nodes.get(2));
        NodeTests.run(
            environment(nodes, balancer == null ? "" : "http://127.0.0.1:" + port + "/"),
            "cluster/cluster.mjs");
        assertThat(nodes.get(0).log()).contains("stores=redis").doesNotContain("SEVERE");
      } finally {
        nodes.forEach(ClusterNode::close);
        if (balancer != null) {
          balancer.destroy();
        }
      }
    }
  }

  private static Map<String, String> environment(List<ClusterNode> nodes, String balancer) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLUSTER_BALANCER", balancer);
    for (int i = 0; i < nodes.size(); i++) {
      char letter = (char) ('A' + i);
      environment.put("CLUSTER_" + letter, nodes.get(i).uri().toString());
      environment.put("CLUSTER_PID_" + letter, Long.toString(nodes.get(i).pid()));
    }
    return environment;
  }

  /** With the configuration that is delivered; null where there is no HAProxy. */
  private static @Nullable Process balancer(int port, ClusterNode a, ClusterNode b) {
    ProcessBuilder builder =
        new ProcessBuilder("haproxy", "-f", Path.of("deploy", "haproxy.cfg").toString())
            .inheritIO();
    builder.environment().put("TUTTI_BALANCER", "127.0.0.1:" + port);
    builder.environment().put("TUTTI_NODE_A", a.address());
    builder.environment().put("TUTTI_NODE_B", b.address());
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException missing) {
      System.out.println("no haproxy on the PATH: its tests are left out");
      return null;
    }
  }
}
