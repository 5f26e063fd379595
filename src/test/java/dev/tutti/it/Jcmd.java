package dev.tutti.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Asks a JVM about itself. */
final class Jcmd {
  private Jcmd() {}

  static List<String> lines(ProcessHandle process, String question)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process command =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), question)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      if (command.waitFor() != 0) {
        throw new IOException("jcmd has no " + question + " of " + process.pid());
      }
      return lines;
    }
  }
}
