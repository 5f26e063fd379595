package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tutti.redis.TestRedis;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A node that is given a Redis says so, and says when it is away. */
@OnPayara
@Order(55)
class RedisIT {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** F14. */
  @Test
  void logReadinessAndMetricsTellOfRedis() throws Exception {
    try (TestRedis redis = TestRedis.start()) {
      String url = "redis://127.0.0.1:" + redis.port();
      var node = new Deployment(http, "shared", TestServer.export(Applications.shared(url)));
      node.deploy();
      try {
        String adapter = TestRedis.hasShardedChannels() ? "sharded" : "classic";
        assertThat(TestServer.log()).contains("stores=redis adapter=" + adapter);
        awaitReadiness("UP");
        assertThat(get("metrics?scope=application"))
            .containsPattern("tutti_redis_connections\\{[^}]*line=\"commands\"[^}]*\\} 1");
        redis.kill();
        awaitReadiness("DOWN");
        redis.restart();
        awaitReadiness("UP");
      } finally {
        node.undeploy();
      }
    }
  }

  private void awaitReadiness(String expected) throws Exception {
    long begin = System.nanoTime();
    while (!readiness().equals(expected)) {
      assertThat(System.nanoTime() - begin).as("until " + expected).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Of the application with Redis: the answer has the checks of all. */
  private String readiness() throws Exception {
    for (JsonNode check : new ObjectMapper().readTree(get("health/ready")).get("checks")) {
      if (check.path("data").path("stores").asText().equals("redis")) {
        return check.get("status").asText();
      }
    }
    return "missing";
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(TestServer.tutti().resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
