package dev.tutti.engineio.web;

import dev.tutti.engineio.Handshake;
import dev.tutti.engineio.Scheduler;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Copies out of a request what its session shows for life; the request itself is reused. */
final class Handshakes {
  private final Proxies proxies;
  private final Scheduler scheduler;

  Handshakes(Proxies proxies, Scheduler scheduler) {
    this.proxies = proxies;
    this.scheduler = scheduler;
  }

  Handshake of(HttpServletRequest request) {
    String query = request.getQueryString();
    return new Handshake(
        query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query,
        QueryString.parse(query),
        headers(request),
        proxies.address(request),
        proxies.secure(request),
        scheduler.now(),
        request.getUserPrincipal());
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(
          name.toLowerCase(Locale.ROOT), List.copyOf(Collections.list(request.getHeaders(name))));
    }
    return headers;
  }
}
