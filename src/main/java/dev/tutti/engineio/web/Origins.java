package dev.tutti.engineio.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pages may connect, and tells browsers so. CORS does not guard WebSockets, so the
 * same list is asked before an upgrade.
 */
final class Origins {
  private final Set<String> allowed;
  private final String methods;
  private final boolean credentials;

  Origins(WebConfig config) {
    this.allowed = config.allowedOrigins();
    this.methods = String.join(",", config.corsMethods());
    this.credentials = config.credentials();
  }

  /** Whether pages of the request's origin may connect; no origin means no browser. */
  boolean allows(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null || listed(origin) || own(origin, request.getHeader("Host"));
  }

  /** Sets the CORS headers that every answer carries, refusals included. */
  void describe(HttpServletRequest request, HttpServletResponse response) {
    if (allowed.isEmpty()) {
      return;
    }
    response.addHeader("Vary", "Origin");
    String origin = request.getHeader("Origin");
    if (origin != null && listed(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      if (credentials) {
        response.setHeader("Access-Control-Allow-Credentials", "true");
      }
    }
  }

  /** Whether the request is a preflight that CORS is configured to answer. */
  boolean preflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS") && !allowed.isEmpty();
  }

  void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", methods);
    response.addHeader("Vary", "Access-Control-Request-Headers");
    String headers = request.getHeader("Access-Control-Request-Headers");
    if (headers != null) {
      response.setHeader("Access-Control-Allow-Headers", headers);
    }
    response.setContentLength(0);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private boolean listed(String origin) {
    return allowed.contains("*") || allowed.contains(origin.toLowerCase(Locale.ROOT));
  }

  /** The page came from the host that it now connects to. */
  private static boolean own(String origin, @Nullable String host) {
    int authority = origin.indexOf("://");
    return host != null
        && authority >= 0
        && withoutDefaultPort(origin.substring(authority + 3), origin)
            .equalsIgnoreCase(withoutDefaultPort(host, origin));
  }

  private static String withoutDefaultPort(String host, String origin) {
    String port = origin.startsWith("https:") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }
}
