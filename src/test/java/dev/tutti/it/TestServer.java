package dev.tutti.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Where the one Payara Micro of the run is, and what lies around it. */
final class TestServer {
  /** All of what the run leaves behind. */
  static final Path DIRECTORY = Path.of("target", "it").toAbsolutePath();

  private static final Path LOG = DIRECTORY.resolveSibling("payara-it.log");

  /** One secret a line, which the log must not hold; clients write it, also those in JavaScript. */
  static final Path SECRETS = DIRECTORY.resolve("secrets.txt");

  private static final int PORT = freePort();
  private static final int TLS_PORT = freePort();

  private TestServer() {}

  /** The product's WAR, at the root. */
  static URI tutti() {
    return URI.create("http://127.0.0.1:" + PORT + "/");
  }

  /** Somebody else's WAR on top of the classes jar. */
  static URI foreign() {
    return tutti().resolve("foreign/");
  }

  /** The server for conformance tests. */
  static URI conformance() {
    return tutti().resolve("conformance/");
  }

  /** What deploys and undeploys. */
  static URI control() {
    return tutti().resolve("control/");
  }

  /** The same place over TLS, with the key that Payara Micro brings. */
  static URI overTls(URI place) {
    return URI.create("https://127.0.0.1:" + TLS_PORT + place.getPath());
  }

  /** The server's process. */
  static ProcessHandle process() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("payara-micro"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Payara Micro does not run"));
  }

  /** What Payara and the applications said up to now: the server numbers its files. */
  static String log() throws IOException {
    StringBuilder log = new StringBuilder();
    for (Path file : logFiles()) {
      log.append(Files.readString(file));
    }
    return log.toString();
  }

  private static List<Path> logFiles() throws IOException {
    try (Stream<Path> files = Files.list(LOG.getParent())) {
      String name = String.valueOf(LOG.getFileName());
      return files
          .filter(file -> file.toString().contains(name) && !file.toString().endsWith(".lck"))
          .sorted()
          .toList();
    }
  }

  /** Writes what the server needs, and the system properties that arquillian.xml names. */
  static void prepare() throws IOException {
    Files.createDirectories(DIRECTORY);
    for (Path file : logFiles()) {
      Files.delete(file);
    }
    Files.writeString(SECRETS, "");
    TestKeys.write(DIRECTORY);
    System.setProperty("tutti.it.jvm", jvmOptions());
    System.setProperty("tutti.it.payara", payaraOptions());
  }

  private static String jvmOptions() {
    // Only the foreign WAR takes development tokens: the others are configured with a key.
    return "-Xmx512m -Djava.awt.headless=true -Dtutti.dev.tokens=true";
  }

  private static String payaraOptions() {
    return Stream.of(
            "--port",
            Integer.toString(PORT),
            "--sslport",
            Integer.toString(TLS_PORT),
            "--disablephonehome",
            "--prebootcommandfile",
            escaped(Path.of("payara-config", "development", "preboot.txt")),
            "--logtofile",
            escaped(LOG),
            "--deploy",
            escaped(export(Applications.foreign())),
            "--deploy",
            escaped(export(Applications.conformance())),
            "--deploy",
            escaped(export(Applications.control())))
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }

  /** Puts an application where the server can read it. */
  static Path export(WebArchive archive) {
    Path file = DIRECTORY.resolve(archive.getName());
    archive.as(ZipExporter.class).exportTo(file.toFile(), true);
    return file;
  }

  /** Arquillian splits the options at spaces that no backslash precedes. */
  private static String escaped(Path path) {
    return path.toAbsolutePath().toString().replace(" ", "\\ ");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port on loopback", e);
    }
  }
}
