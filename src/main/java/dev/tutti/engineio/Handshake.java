package dev.tutti.engineio;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request that opened a session; what a socket's handshake shows for the session's whole life.
 *
 * @param url path and query as requested
 * @param query decoded query parameters
 * @param headers values by lower-case header name
 * @param address the client's address, behind trusted proxies the one they report
 * @param secure whether the client used TLS
 * @param principal the caller as authenticated by the server from the request's own credentials
 */
public record Handshake(
    String url,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String address,
    boolean secure,
    Instant issued,
    @Nullable Principal principal) {

  public Handshake {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return first(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The first value of a query parameter. */
  public Optional<String> queryParameter(String name) {
    return first(query.get(name));
  }

  /** Whether the request names an origin, that is, comes from a page. */
  public boolean crossDomain() {
    return headers.containsKey("origin");
  }

  private static Optional<String> first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }
}
