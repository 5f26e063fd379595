package dev.tutti.engineio.web;

import dev.tutti.engineio.EngineIoServer;
import dev.tutti.engineio.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/**
 * Carries the handshake, and whom it is for, from the filter to the endpoint. The caller's
 * principal is all that every container hands on from one to the other unchanged, and that no
 * client can forge.
 */
final class UpgradeRequest extends HttpServletRequestWrapper {
  private final Principal carrier;

  UpgradeRequest(HttpServletRequest request, Carrier carrier) {
    super(request);
    this.carrier = carrier;
  }

  @Override
  public Principal getUserPrincipal() {
    return carrier;
  }

  /**
   * The address: Tyrus asks for the name at every handshake, and Payara would look it up in the
   * DNS.
   */
  @Override
  public String getLocalName() {
    return getLocalAddr();
  }

  /** A principal in name only. */
  record Carrier(Handshake handshake, EngineIoServer server, WebApplication application)
      implements Principal {
    @Override
    public String getName() {
      Principal caller = handshake.principal();
      return caller == null ? "" : caller.getName();
    }

    /** Without the handshake, which holds credentials. */
    @Override
    public String toString() {
      return getName();
    }
  }
}
