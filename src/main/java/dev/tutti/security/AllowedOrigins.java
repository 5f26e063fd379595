package dev.tutti.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The origins whose pages may use the server, besides its own. Guards polling, as CORS, and the
 * WebSocket handshake, to which browsers do not apply CORS. RFC 6454.
 *
 * @param origins in the form that browsers send; {@code *} allows any
 */
public record AllowedOrigins(Set<String> origins) implements Predicate<String> {
  private static final String ANY = "*";
  private static final String KEY = "tutti.cors.origins";
  private static final String FRONTEND_URL = "FRONTEND_URL";

  public AllowedOrigins {
    origins = origins.stream().map(AllowedOrigins::normal).collect(Collectors.toUnmodifiableSet());
  }

  /** No origin but the server's own. */
  public static AllowedOrigins none() {
    return new AllowedOrigins(Set.of());
  }

  /**
   * Reads {@code tutti.cors.origins}, a comma list, and where that is not set {@code FRONTEND_URL}.
   *
   * @param values the value of a key, if it has one
   * @throws IllegalArgumentException naming the key whose value cannot be used
   */
  public static AllowedOrigins from(Function<String, Optional<String>> values) {
    ConfigReader reader = new ConfigReader(values);
    List<String> own = reader.list(KEY, "");
    return own.isEmpty() ? of(FRONTEND_URL, reader.list(FRONTEND_URL, "")) : of(KEY, own);
  }

  /** Whether pages of the origin may use the server. */
  @Override
  public boolean test(String origin) {
    return any() || origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  /** Whether any page may. */
  public boolean any() {
    return origins.contains(ANY);
  }

  private static AllowedOrigins of(String key, Collection<String> origins) {
    try {
      return new AllowedOrigins(Set.copyOf(origins));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** Scheme, host and a port only where it is not the scheme's own, in lower case. */
  private static String normal(String origin) {
    if (origin.equals(ANY)) {
      return ANY;
    }
    try {
      URI uri = new URI(origin.toLowerCase(Locale.ROOT));
      if (uri.getScheme() != null && uri.getHost() != null && isBare(uri)) {
        boolean usual =
            uri.getPort() == -1
                || (uri.getScheme().equals("http") && uri.getPort() == 80)
                || (uri.getScheme().equals("https") && uri.getPort() == 443);
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an origin such as https://example.com: " + origin, e);
    }
    throw new IllegalArgumentException("not an origin such as https://example.com: " + origin);
  }

  private static boolean isBare(URI uri) {
    String path = uri.getRawPath();
    return (path == null || path.isEmpty() || path.equals("/"))
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }
}
