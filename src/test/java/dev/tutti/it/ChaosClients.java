package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The official clients of a chaos run, a process of their own: {@code cluster/chaos.mjs}. */
final class ChaosClients implements AutoCloseable {
  private static final int CONNECT_SECONDS = 180;
  private static final int JUDGEMENT_SECONDS = 300;

  private final Process process;
  private final PrintWriter input;
  private final Thread reader;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch connected = new CountDownLatch(1);

  private ChaosClients(Process process) {
    this.process = process;
    this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.reader = new Thread(this::read, "chaos-clients");
  }

  static ChaosClients start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "cluster/chaos.mjs")
            .directory(NodeTests.DIRECTORY)
            .redirectErrorStream(true);
    builder.environment().putAll(NodeTests.environment());
    builder.environment().putAll(environment);
    ChaosClients clients = new ChaosClients(builder.start());
    clients.reader.start();
    return clients;
  }

  void awaitConnected() throws InterruptedException {
    boolean inTime = connected.await(CONNECT_SECONDS, TimeUnit.SECONDS);
    assertThat(inTime).as("all clients connect: %s", said).isTrue();
  }

  /** Tells of a fault. */
  void fault(String fault) {
    input.println("fault " + fault);
  }

  /** Tells that no fault follows, waits for the judgement and asks for no violation. */
  void judge() throws InterruptedException {
    input.println("calm");
    boolean ended = process.waitFor(JUDGEMENT_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as("the clients end: %s", said).isTrue();
    reader.join();
    assertThat(process.exitValue()).as("exit of the clients, %s", said).isZero();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(this::heard);
    } catch (IOException e) {
      said.add(e.toString());
    }
  }

  private void heard(String line) {
    System.out.println("chaos: " + line);
    if (line.equals("connected")) {
      connected.countDown();
      return;
    }
    said.add(line);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
