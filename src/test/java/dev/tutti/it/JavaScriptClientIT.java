package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The official JavaScript client, and bare frames, under Node: {@code src/test/js}. */
@OnPayara
@Order(100)
class JavaScriptClientIT {
  private static final File DIRECTORY = new File("src/test/js");
  private static final int MINUTES = 8;
  private static final int FAILED_LINES = 30;
  private static final int FAILED_LINE_LENGTH = 160;

  @Test
  void everyTestOfTheJavaScriptClientPasses() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command()).directory(DIRECTORY).redirectErrorStream(true);
    builder.environment().putAll(environment());
    Process node = builder.start();
    try (BufferedReader output = node.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().peek(System.out::println).toList();
      assertThat(node.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
      assertThat(node.exitValue()).as("exit of node --test, %s", failed(lines)).isZero();
    } finally {
      node.destroy();
    }
  }

  /** What the runner repeats at its end: the place, name and reason of each failed test. */
  private static List<String> failed(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.contains("failing tests:"))
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("at "))
        .limit(FAILED_LINES)
        .map(line -> line.substring(0, Math.min(line.length(), FAILED_LINE_LENGTH)))
        .toList();
  }

  /** The system property {@code js} names single files. */
  private static List<String> command() {
    Stream<String> runner =
        Stream.of(
            "node",
            "--test",
            "--test-reporter=spec",
            "--test-concurrency=1",
            "--test-timeout=60000");
    String files = System.getProperty("js", "");
    Stream<String> chosen = files.isBlank() ? Stream.empty() : Stream.of(files.split(","));
    return Stream.concat(runner, chosen).toList();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "TUTTI_URL", TestServer.tutti().toString(),
        "TUTTI_FOREIGN_URL", TestServer.foreign().toString(),
        "TUTTI_CONFORMANCE_URL", TestServer.conformance().toString(),
        "TUTTI_KEYS", TestServer.DIRECTORY.toString(),
        "TUTTI_KEY", TestServer.DIRECTORY.resolve("private.pem").toString(),
        "TUTTI_ISSUER", TestKeys.ISSUER,
        "TUTTI_AUDIENCE", TestKeys.AUDIENCE,
        "TUTTI_SECRETS", TestServer.SECRETS.toString());
  }
}
