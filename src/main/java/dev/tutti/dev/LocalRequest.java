package dev.tutti.dev;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request of this machine's own programs and pages from one that a proxy on it passes on,
 * and from one that a foreign page makes a browser here send, also under a name of its own that
 * leads here (DNS rebinding).
 */
final class LocalRequest {
  private static final List<String> FORWARDING =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

  private LocalRequest() {}

  static boolean is(HttpServletRequest request) {
    return loopback(request.getRemoteAddr())
        && FORWARDING.stream().allMatch(name -> request.getHeader(name) == null)
        && localHost(request.getHeader("Host"))
        && localOrigin(request.getHeader("Origin"));
  }

  private static boolean loopback(@Nullable String address) {
    try {
      return address != null
          && !address.isEmpty()
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // no address, so not this machine's
    }
  }

  private static boolean localHost(@Nullable String host) {
    return host != null && LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Programs send no origin; pages of this machine a local one. */
  private static boolean localOrigin(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      return localHost(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false; // "null" and worse
    }
  }
}
