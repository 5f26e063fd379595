package dev.tutti.it;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How many live objects of which class a JVM holds, after a collection. */
record Histogram(Map<String, Long> instances) {

  static Histogram of(ProcessHandle process) throws IOException, InterruptedException {
    Map<String, Long> instances = new HashMap<>();
    for (String line : Jcmd.lines(process, "GC.class_histogram")) {
      add(line.strip(), instances);
    }
    if (instances.isEmpty()) {
      throw new IOException("no class histogram of " + process.pid());
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
