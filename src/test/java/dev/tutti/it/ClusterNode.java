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

/** The product's WAR on a Payara Micro of its own, one of several that share a Redis. */
final class ClusterNode implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String READY = "Payara Micro";

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private ClusterNode(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /** Begins to start a node; {@link #awaitReady()} waits for it. */
  static ClusterNode start(String name, String redis, String... properties) throws IOException {
    Path directory = Files.createDirectories(TestServer.DIRECTORY.resolve("cluster-" + name));
    Path log = directory.resolve("node.log");
    int port = TestServer.freePort();
    List<String> command = new ArrayList<>(List.of("java", "-Xmx384m", "-Djava.awt.headless=true"));
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
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ClusterNode(name, port, log, process);
  }

  ClusterNode awaitReady() throws IOException {
    long begin = System.nanoTime();
    while (!Files.readString(log).matches("(?s).*" + READY + " .*ready in.*")) {
      assertThat(process.isAlive()).as("%s lives, see %s", name, log).isTrue();
      assertThat(System.nanoTime() - begin).as("%s starts", name).isLessThan(PATIENCE_NANOS);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return this;
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

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
