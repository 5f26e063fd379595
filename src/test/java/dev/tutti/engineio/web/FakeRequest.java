package dev.tutti.engineio.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request that knows what the edge asks for. */
final class FakeRequest {
  private FakeRequest() {}

  static HttpServletRequest of(String method, String uri, String peer, String... headers) {
    Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      values.put(headers[i], List.of(headers[i + 1]));
    }
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, call, arguments) ->
                switch (call.getName()) {
                  case "getMethod" -> method;
                  case "getRequestURI" -> uri.replaceFirst("\\?.*", "");
                  case "getServletPath" -> uri.replaceFirst("/[^/]*$", "");
                  case "getContextPath" -> "";
                  case "getRemoteAddr" -> peer;
                  case "getLocalAddr" -> "192.0.2.7";
                  case "isSecure" -> false;
                  case "getHeader" ->
                      values.containsKey((String) arguments[0])
                          ? values.get((String) arguments[0]).get(0)
                          : null;
                  case "getHeaders" ->
                      Collections.enumeration(
                          values.getOrDefault((String) arguments[0], List.of()));
                  case "getHeaderNames" -> Collections.enumeration(values.keySet());
                  case "getQueryString" ->
                      uri.contains("?") ? uri.substring(uri.indexOf('?') + 1) : null;
                  case "getUserPrincipal" -> null;
                  default -> throw new UnsupportedOperationException(call.getName());
                });
  }
}
