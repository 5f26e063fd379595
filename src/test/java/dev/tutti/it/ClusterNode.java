package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The product's WAR on a Payara Micro of its own, one of several that share a Redis. It can be
 * killed, frozen and started again on the same port.
 */
final class ClusterNode implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(6);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String READY = "(?s).*Payara Micro .*ready in.*";

  private final String name;
  private final int port;
  private final Path directory;
  private final List<String> command;
  private int starts;
  private volatile Process process;
  private volatile boolean frozen;

  private ClusterNode(String name, int port, Path directory, List<String> command)
      throws IOException {
    this.name = name;
    this.port = port;
    this.directory = directory;
    this.command = command;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    process = begin();
  }

  /** Begins to start a node; {@link #awaitReady()} waits for it. */
  static ClusterNode start(String name, String redis, String... properties) throws IOException {
    return startAt(TestServer.freePort(), name, redis, properties);
  }

  /** As above, on a port that nobody else takes while the node is down. */
  static ClusterNode startAt(int port, String name, String redis, String... properties)
      throws IOException {
    Path directory = Files.createDirectories(TestServer.DIRECTORY.resolve("cluster-" + name));
    List<String> command = new ArrayList<>(List.of("java", "-Xmx384m", "-Djava.awt.headless=true"));
    // They live for a minute: a short start is worth more than speed.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + directory);
    command.add("-Dmp.jwt.verify.publickey.location=file:" + TestServer.DIRECTORY + "/public.pem");
    command.add("-Dmp.jwt.verify.issuer=" + TestKeys.ISSUER);
    command.add("-Dmp.jwt.verify.audiences=" + TestKeys.AUDIENCE);
    command.add("-Dtutti.redis.url=" + redis);
    command.add("-Dtutti.presence.followers=everyone");
    command.add("-Dtutti.presence.grace=PT3S");
    for (String property : properties) {
      command.add("-D" + property);
    }
    command.addAll(List.of("-jar", System.getProperty("payara.microJar")));
    command.addAll(List.of("--nocluster", "--disablephonehome", "--contextroot", "/"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--rootdir", directory.resolve("root").toString()));
    command.addAll(List.of("--prebootcommandfile", "payara-config/development/preboot.txt"));
    command.addAll(List.of("--deploy", System.getProperty("tutti.war")));
    return new ClusterNode(name, port, directory, command);
  }

  private Process begin() throws IOException {
    starts++;
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(logFile().toFile())
        .redirectInput(new File("/dev/null"))
        .start();
  }

  ClusterNode awaitReady() throws IOException {
    long begin = System.nanoTime();
    while (!ready()) {
      assertThat(process.isAlive()).as("%s lives, see %s", name, logFile()).isTrue();
      assertThat(System.nanoTime() - begin).as("%s starts", name).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return this;
  }

  /** Whether it has started and is neither dead nor frozen. */
  boolean ready() throws IOException {
    return process.isAlive() && !frozen && log().matches(READY);
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts the killed node again. */
  void restart() throws IOException {
    process = begin();
  }

  /** As kill -STOP does: nothing runs, and all connections stay. */
  void freeze() throws IOException, InterruptedException {
    frozen = true;
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
    frozen = false;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
    assertThat(exit).as("kill %s %s", signal, name).isZero();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** What it has said since it was last started. */
  String log() throws IOException {
    return Files.readString(logFile());
  }

  private Path logFile() {
    return directory.resolve("node-" + starts + ".log");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
