package dev.tutti.engineio.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the client behind trusted proxies: each proxy appends whom it talked to, so the right-most
 * address that is not a trusted proxy is the last one that nobody could forge.
 */
final class Proxies {
  private static final Pattern FORWARDED_FOR =
      Pattern.compile("(?:^|;)\\s*for=\"?(\\[[^\\]]*\\]|[^;,\":\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FORWARDED_PROTO =
      Pattern.compile("(?:^|;)\\s*proto=\"?([a-z]+)", Pattern.CASE_INSENSITIVE);

  private final List<AddressBlock> trusted;

  Proxies(List<String> trusted) {
    this.trusted = trusted.stream().map(AddressBlock::parse).toList();
  }

  /** The client's address. */
  String address(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (!trusts(address)) {
      return address;
    }
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= 0 && trusts(address); i--) {
      if (!AddressBlock.isAddress(hops.get(i))) {
        break;
      }
      address = hops.get(i);
    }
    return address;
  }

  /** Whether the client's own connection is encrypted. */
  boolean secure(HttpServletRequest request) {
    if (request.isSecure() || !trusts(request.getRemoteAddr())) {
      return request.isSecure();
    }
    List<String> elements = elements(request, "Forwarded");
    if (!elements.isEmpty()) {
      Matcher proto = FORWARDED_PROTO.matcher(elements.get(elements.size() - 1));
      return proto.find() && isTls(proto.group(1));
    }
    List<String> schemes = elements(request, "X-Forwarded-Proto");
    return !schemes.isEmpty() && isTls(schemes.get(schemes.size() - 1));
  }

  private static boolean isTls(String scheme) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return lower.equals("https") || lower.equals("wss");
  }

  private boolean trusts(String address) {
    for (AddressBlock block : trusted) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Addresses from the client to the nearest proxy; the standard header counts if it is there. */
  private static List<String> hops(HttpServletRequest request) {
    List<String> hops = new ArrayList<>();
    for (String element : elements(request, "Forwarded")) {
      Matcher node = FORWARDED_FOR.matcher(element);
      hops.add(node.find() ? withoutPort(node.group(1)) : "unknown");
    }
    if (hops.isEmpty()) {
      elements(request, "X-Forwarded-For").forEach(hop -> hops.add(withoutPort(hop)));
    }
    return hops;
  }

  private static List<String> elements(HttpServletRequest request, String header) {
    List<String> elements = new ArrayList<>();
    for (String value : Collections.list(request.getHeaders(header))) {
      for (String element : value.split(",", -1)) {
        elements.add(element.strip());
      }
    }
    return elements;
  }

  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }
}
