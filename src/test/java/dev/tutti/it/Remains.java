package dev.tutti.it;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of deployed applications a server holds: their class loaders, objects of Tutti's classes,
 * and threads that they had the server make.
 */
record Remains(SortedMap<String, Long> counts) {
  /** Not those of the server's executors, which come and go with the work of all applications. */
  private static final String THREAD = "\"concurrent/__defaultManagedThreadFactory-";

  private static final String LOADER = "org.glassfish.web.loader.WebappClassLoader";

  static Remains of(ProcessHandle server) throws IOException, InterruptedException {
    SortedMap<String, Long> counts =
        new TreeMap<>(Histogram.of(server).of(name -> name.equals(LOADER) || ours(name)));
    Jcmd.lines(server, "Thread.print").stream()
        .filter(line -> line.startsWith(THREAD))
        .forEach(line -> counts.merge("managed threads", 1L, Long::sum));
    return new Remains(counts);
  }

  /** What there is more of than before. */
  SortedMap<String, Long> beyond(Remains before) {
    SortedMap<String, Long> more = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          long surplus = count - before.counts.getOrDefault(name, 0L);
          if (surplus > 0) {
            more.put(name, surplus);
          }
        });
    return more;
  }

  private static boolean ours(String name) {
    return name.startsWith("dev.tutti.") && !name.contains("$$Lambda");
  }
}
