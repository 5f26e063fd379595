package dev.tutti.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How many live objects of which class a JVM holds, after a collection. */
record Histogram(Map<String, Long> instances) {

  static Histogram of(ProcessHandle process) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process command =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    Map<String, Long> instances = new HashMap<>();
    try (BufferedReader output = command.inputReader(StandardCharsets.UTF_8)) {
      output.lines().map(String::strip).forEach(line -> add(line, instances));
    }
    if (command.waitFor() != 0 || instances.isEmpty()) {
      throw new IOException("jcmd has no class histogram of " + process.pid());
    }
    return new Histogram(instances);
  }

  /** The classes that fit and have instances. */
  SortedMap<String, Long> of(Predicate<String> classes) {
    SortedMap<String, Long> found = new TreeMap<>();
    instances.forEach(
        (name, count) -> {
          if (classes.test(name)) {
            found.put(name, count);
          }
        });
    return found;
  }

  /** A line is {@code number: instances bytes class (module)}; others are titles and sums. */
  private static void add(String line, Map<String, Long> instances) {
    List<String> columns = List.of(line.split("\\s+", -1));
    if (columns.size() >= 4 && columns.get(0).matches("\\d+:")) {
      instances.merge(columns.get(3), Long.valueOf(columns.get(1)), Long::sum);
    }
  }
}
