package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs tests of {@code src/test/js} with Node.js' own runner. */
final class NodeTests {
  static final File DIRECTORY = new File("src/test/js");
  private static final int MINUTES = 8;
  private static final int FAILED_LINES = 30;
  private static final int FAILED_LINE_LENGTH = 160;

  private NodeTests() {}

  /**
   * Runs files, or all that the runner finds when none is named.
   *
   * @param more environment beside what all tests are told
   */
  static void run(Map<String, String> more, String... files) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command(files)).directory(DIRECTORY).redirectErrorStream(true);
    builder.environment().putAll(environment());
    builder.environment().putAll(more);
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

  private static List<String> command(String... files) {
    Stream<String> runner =
        Stream.of(
            "node",
            "--test",
            "--test-reporter=spec",
            "--test-concurrency=1",
            "--test-timeout=60000");
    return Stream.concat(runner, Stream.of(files)).toList();
  }

  /** What all tests are told. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TUTTI_URL", TestServer.tutti().toString());
    environment.put("TUTTI_FOREIGN_URL", TestServer.foreign().toString());
    environment.put("TUTTI_TLS_URL", TestServer.overTls(TestServer.tutti()).toString());
    environment.put("TUTTI_FOREIGN_TLS_URL", TestServer.overTls(TestServer.foreign()).toString());
    environment.put("TUTTI_CONFORMANCE_URL", TestServer.conformance().toString());
    environment.put("TUTTI_KEYS", TestServer.DIRECTORY.toString());
    environment.put("TUTTI_KEY", TestServer.DIRECTORY.resolve("private.pem").toString());
    environment.put("TUTTI_ISSUER", TestKeys.ISSUER);
    environment.put("TUTTI_AUDIENCE", TestKeys.AUDIENCE);
    environment.put("TUTTI_SECRETS", TestServer.SECRETS.toString());
    return environment;
  }
}
