package dev.tutti.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reads one order a line, {@code scenario=room url=http://127.0.0.1:8080/socket.io/ clients=100 …},
 * and prints what it measured as one line of JSON. One process serves a whole run, so that it is
 * warm; it ends with its input. {@link Order} has the keys, {@link Scenarios} the scenarios.
 */
public final class LoadGenerator {
  /** What stands for the end of the input. */
  private static final String END = "end";

  private LoadGenerator() {}

  public static void main(String[] args) throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(lines), "orders");
    reader.setDaemon(true);
    reader.start();
    for (String line = lines.take(); !line.equals(END); line = lines.take()) {
      System.out.println(answer(line, lines));
    }
  }

  private static String answer(String line, BlockingQueue<String> lines) {
    try {
      return new Scenarios(Order.parse(line), lines).run();
    } catch (Exception e) {
      return new Json().put("error", e.toString()).toString();
    }
  }

  private static void read(BlockingQueue<String> lines) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      System.err.println("input broke: " + e);
    } finally {
      lines.add(END);
    }
  }
}
