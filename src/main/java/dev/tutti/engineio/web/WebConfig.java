package dev.tutti.engineio.web;

import java.util.List;
import java.util.Set;

/**
 * Who may connect from where, as far as HTTP knows it.
 *
 * @param allowedOrigins origins of pages that may connect, such as {@code https://app.example.org};
 *     {@code *} allows all. The server's own origin and clients without an Origin header always may
 * @param corsMethods the methods that a preflight answer names
 * @param credentials whether browsers may send cookies and HTTP authentication
 * @param trustedProxies addresses or CIDR blocks of proxies whose {@code Forwarded} and {@code
 *     X-Forwarded-*} headers count
 * @param plainTimer whether Payara's WebSocket container gets a plain idle timer
 * @param directWriter whether frames go to the writer of Payara's WebSocket container
 * @param sessionAuthentication whether requests of open sessions pass Payara's authentication
 *     mechanism by
 */
public record WebConfig(
    Set<String> allowedOrigins,
    List<String> corsMethods,
    boolean credentials,
    List<String> trustedProxies,
    boolean plainTimer,
    boolean directWriter,
    boolean sessionAuthentication) {

  public WebConfig {
    allowedOrigins = Set.copyOf(allowedOrigins);
    corsMethods = List.copyOf(corsMethods);
    trustedProxies = List.copyOf(trustedProxies);
    if (corsMethods.isEmpty()) {
      throw new IllegalArgumentException("corsMethods must name at least one");
    }
    for (String origin : allowedOrigins) {
      if (!origin.equals("*") && !origin.equals("null") && !origin.matches("[a-z]+://[^/*\\s]+")) {
        throw new IllegalArgumentException(
            "allowedOrigins must be * or scheme://host[:port] without a path, not " + origin);
      }
    }
    for (String block : trustedProxies) {
      AddressBlock.parse(block);
    }
  }

  /** Only pages of the server's own origin, no proxy. */
  public static WebConfig defaults() {
    return new WebConfig(Set.of(), List.of("GET", "POST"), true, List.of(), true, true, true);
  }
}
