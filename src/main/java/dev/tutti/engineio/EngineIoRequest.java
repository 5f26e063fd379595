package dev.tutti.engineio;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a request is one for the engine.
 *
 * @param query decoded query parameters
 * @param origin the Origin header, null when the client is no browser
 * @param upgrade whether the request asks for a WebSocket
 * @param originAllowed whether pages of this origin may connect
 * @param address the client's address, for limits
 */
public record EngineIoRequest(
    String method,
    Map<String, List<String>> query,
    @Nullable String origin,
    boolean upgrade,
    boolean originAllowed,
    String address) {

  public EngineIoRequest {
    query = Map.copyOf(query);
  }

  /** The session that the request belongs to, null for a handshake. */
  public @Nullable String sid() {
    String sid = parameter("sid");
    return sid == null || sid.isEmpty() ? null : sid;
  }

  @Nullable TransportKind transport() {
    String name = parameter("transport");
    return name == null ? null : TransportKind.ofWireName(name).orElse(null);
  }

  boolean currentProtocol() {
    return "4".equals(parameter("EIO"));
  }

  boolean get() {
    return method.equals("GET");
  }

  boolean originLegal() {
    return origin == null || origin.chars().allMatch(EngineIoRequest::legalInHeader);
  }

  private @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  private static boolean legalInHeader(int c) {
    return c == '\t' || (c >= 0x20 && c <= 0xff && c != 0x7f);
  }
}
