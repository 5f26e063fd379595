package dev.tutti.conformance;

import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** Serves conformance suites on http://127.0.0.1:3000 until it is interrupted. */
public final class ConformanceServer {
  private static final String PORT = "3000";

  private ConformanceServer() {}

  public static void main(String[] args) throws Exception {
    Path war = Path.of("target", "conformance.war").toAbsolutePath();
    ConformanceWar.create("conformance.war").as(ZipExporter.class).exportTo(war.toFile(), true);
    Process payara = new ProcessBuilder(command(war)).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(payara::destroy, "stop-payara"));
    System.exit(payara.waitFor());
  }

  private static List<String> command(Path war) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-jar",
        System.getProperty("payara.microJar"),
        "--deploy",
        war.toString(),
        "--contextroot",
        "/",
        "--port",
        PORT,
        "--nocluster",
        "--disablephonehome",
        "--prebootcommandfile",
        Path.of("payara-config", "development", "preboot.txt").toAbsolutePath().toString());
  }
}
