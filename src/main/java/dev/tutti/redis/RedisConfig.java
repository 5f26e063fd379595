package dev.tutti.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis the nodes share, and how it is used.
 *
 * @param kind what the addresses are
 * @param servers the server, the sentinels or some masters of the cluster; none: no Redis
 * @param master the name that the sentinels know the master by; empty without sentinels
 * @param login of the servers
 * @param sentinelLogin of the sentinels
 * @param database 0 in a cluster
 * @param tls whether connections are encrypted and the servers' names verified
 * @param adapter which publications the nodes hear one another by
 * @param channelPrefix of the channels, the same as {@code key} and {@code channelPrefix} of Node's
 *     adapters
 * @param keyPrefix of all keys
 * @param timing how long is waited for what
 * @param bounds of what waits
 */
public record RedisConfig(
    Kind kind,
    List<Address> servers,
    String master,
    Login login,
    Login sentinelLogin,
    int database,
    boolean tls,
    Adapter adapter,
    String channelPrefix,
    String keyPrefix,
    Timing timing,
    Bounds bounds) {

  /** What the addresses are. */
  public enum Kind {
    STANDALONE,
    SENTINEL,
    CLUSTER
  }

  /** Which publications. */
  public enum Adapter {
    /** Sharded where the server has it: since Redis 7. */
    AUTO,
    CLASSIC,
    SHARDED
  }

  /** A host name or address and a port. */
  public record Address(String host, int port) {
    public Address {
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException("'" + host + ":" + port + "' is no address");
      }
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Who the connections are.
   *
   * @param user the default user when null
   * @param password none when null; never shown
   */
  public record Login(@Nullable String user, @Nullable String password) {
    public static final Login NONE = new Login(null, null);

    @Override
    public String toString() {
      return password == null ? "no password" : "with password";
    }
  }

  /**
   * Durations.
   *
   * @param connect for a connection
   * @param answer after which a server that owes an answer counts as lost
   * @param ping the silence after which a connection is tried
   * @param maxBackOff the longest pause between two attempts to connect
   * @param start how long the start of the application waits to learn what the server can
   */
  public record Timing(
      Duration connect, Duration answer, Duration ping, Duration maxBackOff, Duration start) {
    public Timing {
      for (Duration each : List.of(connect, answer, ping, maxBackOff, start)) {
        if (each.toMillis() < 1 || each.compareTo(Duration.ofHours(1)) > 0) {
          throw new IllegalArgumentException("'" + each + "' is not within PT0.001S–PT1H");
        }
      }
    }
  }

  /**
   * What may wait, each on a node; beyond it is refused.
   *
   * @param commandBytes of commands
   * @param publicationBytes of publications
   */
  public record Bounds(int commandBytes, int publicationBytes) {
    public Bounds {
      if (commandBytes < 1 || publicationBytes < 1) {
        throw new IllegalArgumentException("bounds must be positive");
      }
    }
  }

  public RedisConfig {
    servers = List.copyOf(servers);
    if (kind == Kind.SENTINEL && master.isBlank()) {
      throw new IllegalArgumentException("sentinels need the name of a master");
    }
    if (kind == Kind.STANDALONE && servers.size() > 1) {
      throw new IllegalArgumentException("several servers are a cluster or sentinels: say which");
    }
    if (database < 0 || (kind == Kind.CLUSTER && database > 0)) {
      throw new IllegalArgumentException("database must not be " + database);
    }
    if (channelPrefix.isBlank() || keyPrefix.isBlank()) {
      throw new IllegalArgumentException("prefixes must not be blank");
    }
  }

  /** No Redis: one node. */
  public static RedisConfig none() {
    return of(Kind.STANDALONE, List.of(), "");
  }

  /** One server without a password. */
  public static RedisConfig standalone(String host, int port) {
    return of(Kind.STANDALONE, List.of(new Address(host, port)), "");
  }

  /** The defaults of the README's table. */
  static RedisConfig of(Kind kind, List<Address> servers, String master) {
    return new RedisConfig(
        kind,
        servers,
        master,
        Login.NONE,
        Login.NONE,
        0,
        false,
        Adapter.AUTO,
        "socket.io",
        "tutti",
        new Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15)),
        new Bounds(16 << 20, 32 << 20));
  }

  /** Whether there is a Redis at all. */
  public boolean configured() {
    return !servers.isEmpty();
  }
}
