package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's process as Linux accounts for it. */
record ServerProcess(long pid) {
  /** {@code USER_HZ}, the same on every Linux platform that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  /** Seconds of CPU since its start, in user and kernel mode; 0 without a process. */
  double cpuSeconds() throws IOException {
    if (pid == 0) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name of the program, in parentheses, may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return ticks / TICKS_PER_SECOND;
  }
}
