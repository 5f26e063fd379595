package dev.tutti.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of its own process on a free port of loopback: {@code redis-server} of the PATH,
 * else the one of the embedded-redis artifact, without sharded channels then. It can be killed,
 * frozen and started again on the same port and directory.
 */
public final class TestRedis implements AutoCloseable {
  private static final int ATTEMPTS = 500;

  private static final Executable EXECUTABLE = Executable.find();

  private final List<String> arguments;
  private final Path directory;
  private final int port;
  private Process process;

  private TestRedis(int port, Path directory, List<String> arguments) {
    this.port = port;
    this.directory = directory;
    this.arguments = List.copyOf(arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    begin();
  }

  /** Starts a server and waits until it answers; arguments as {@code --appendonly yes}. */
  public static TestRedis start(String... arguments) {
    return startAt(freePort(), arguments);
  }

  /** As above, on a port that nobody else takes while the server is down. */
  public static TestRedis startAt(int port, String... arguments) {
    try {
      return new TestRedis(port, Files.createTempDirectory("tutti-redis"), List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a sentinel.
   *
   * @param lines of its configuration
   */
  static TestRedis startSentinel(List<String> options, String... lines) {
    try {
      Path directory = Files.createTempDirectory("tutti-sentinel");
      Path file = Files.write(directory.resolve("sentinel.conf"), List.of(lines));
      List<String> arguments = new ArrayList<>(List.of(file.toString(), "--sentinel"));
      arguments.addAll(options);
      return new TestRedis(freePort(), directory, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that nodes of a cluster speak to one another on. */
  String clusterPort() {
    return arguments.get(arguments.indexOf("--cluster-port") + 1);
  }

  /** Whether the servers here have what came with Redis 7. */
  public static boolean hasShardedChannels() {
    return EXECUTABLE.majorVersion() >= 7;
  }

  public int port() {
    return port;
  }

  public RedisConfig config() {
    return RedisConfig.standalone("127.0.0.1", port);
  }

  /** Runs a command, as redis-cli would; texts, numbers and lists. */
  public Object run(String... words) {
    try (Connection connection = new Connection("127.0.0.1", port)) {
      int password = arguments.indexOf("--requirepass") + 1;
      if (password > 0) {
        connection.sendCommand(Command.AUTH, arguments.get(password));
        connection.getOne();
      }
      String[] rest = List.of(words).subList(1, words.length).toArray(String[]::new);
      connection.sendCommand(() -> SafeEncoder.encode(words[0]), rest);
      return Answers.decoded(connection.getOne());
    }
  }

  /** Asks until the answer holds a text. */
  void awaitAnswer(String expected, String... words) {
    for (int i = 0; i < 10 * ATTEMPTS; i++) {
      try {
        if (String.valueOf(run(words)).contains(expected)) {
          return;
        }
      } catch (JedisException e) {
        // It is about to be what is waited for.
      }
      waitForExit();
    }
    throw new IllegalStateException("never " + expected + " in " + String.join(" ", words));
  }

  /** As kill -9 does. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the killed server again. */
  public void restart() {
    kill();
    begin();
  }

  /** Accepts connections and answers nothing. */
  public void freeze() {
    signal("-STOP");
  }

  public void thaw() {
    signal("-CONT");
  }

  /** Ends the server and deletes what it has written. */
  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    List<String> command = new ArrayList<>();
    command.add(EXECUTABLE.path());
    boolean sentinel = arguments.contains("--sentinel");
    // A sentinel's file comes first; it knows nothing of saving.
    command.addAll(sentinel ? arguments : List.of("--save", ""));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(sentinel ? List.of() : arguments);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswer();
  }

  private void awaitAnswer() {
    for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
      try (Connection connection = new Connection("127.0.0.1", port)) {
        connection.sendCommand(Command.PING);
        connection.getOne();
        return;
      } catch (JedisDataException e) {
        // It asks for a password or is loading its data: either way it is there.
        if (!e.getMessage().startsWith("LOADING")) {
          return;
        }
        waitForExit();
      } catch (JedisException e) {
        waitForExit();
      }
    }
    throw new IllegalStateException("no answer of " + EXECUTABLE.path() + ", see " + directory);
  }

  private void waitForExit() {
    try {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Executable(String path, int majorVersion) {
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)");

    static Executable find() {
      for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
        Path candidate = Path.of(directory, "redis-server");
        if (Files.isExecutable(candidate)) {
          System.out.println("tests use " + candidate);
          return of(candidate.toString());
        }
      }
      return embedded();
    }

    private static Executable embedded() {
      try {
        File file = ExecutableProvider.newJarResourceProvider().get();
        System.out.println("tests use the embedded Redis: no redis-server on the PATH");
        return of(file.getPath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Executable of(String path) {
      try {
        Process process = new ProcessBuilder(path, "--version").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher version = VERSION.matcher(said);
        return new Executable(path, version.find() ? Integer.parseInt(version.group(1)) : 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
