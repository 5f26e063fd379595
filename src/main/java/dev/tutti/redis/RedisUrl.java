package dev.tutti.redis;

import dev.tutti.redis.RedisConfig.Address;
import dev.tutti.redis.RedisConfig.Login;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code redis://user:password@host:port,host:port/database}, or {@code rediss} for TLS; all but
 * the scheme and one host may be left out. Special characters of user and password are
 * percent-encoded.
 */
public record RedisUrl(boolean tls, Login login, List<Address> servers, int database) {
  private static final int DEFAULT_PORT = 6379;

  /** No URL. */
  public static final RedisUrl NONE = new RedisUrl(false, Login.NONE, List.of(), 0);

  public RedisUrl {
    servers = List.copyOf(servers);
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException without the text, which may hold a password
   */
  public static RedisUrl parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    boolean tls = text.startsWith("rediss://");
    if (!tls && !text.startsWith("redis://")) {
      throw new IllegalArgumentException("it must begin with redis:// or rediss://");
    }
    String rest = text.substring(text.indexOf("//") + 2);
    int at = rest.lastIndexOf('@');
    String place = rest.substring(at + 1);
    int slash = place.indexOf('/');
    String hosts = slash < 0 ? place : place.substring(0, slash);
    int database = slash < 0 ? 0 : database(place.substring(slash + 1));
    return new RedisUrl(tls, login(at < 0 ? "" : rest.substring(0, at)), servers(hosts), database);
  }

  /** Addresses with or without ports, separated by commas. */
  static List<Address> servers(String hosts) {
    List<Address> servers = new ArrayList<>();
    for (String host : hosts.split(",", -1)) {
      servers.add(address(host.strip()));
    }
    return servers;
  }

  private static Address address(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > text.lastIndexOf(']') && colon >= 0;
    String host = port ? text.substring(0, colon) : text;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new Address(host, port ? number(text.substring(colon + 1), "port") : DEFAULT_PORT);
  }

  private static Login login(String text) {
    if (text.isEmpty()) {
      return Login.NONE;
    }
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    return new Login(decoded(user), colon < 0 ? null : decoded(text.substring(colon + 1)));
  }

  private static @Nullable String decoded(String text) {
    return text.isEmpty()
        ? null
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static int database(String text) {
    return text.isEmpty() ? 0 : number(text, "database");
  }

  private static int number(String text, String what) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its " + what + " is not a number", e);
    }
  }
}
