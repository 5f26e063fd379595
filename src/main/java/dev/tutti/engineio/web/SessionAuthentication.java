package dev.tutti.engineio.web;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.jspecify.annotations.Nullable;

/**
 * Payara only: asks the application's authentication mechanism about every request, twice, and
 * looks it up through JNDI and CDI each time, which is a quarter of what a long poll costs. A
 * request of an open session needs no identity, as the session has had its own since the handshake;
 * without an {@code Authorization} header this passes it as anonymous, as the mechanism would. All
 * other requests go to the mechanism. Not loaded on other servers, which may lack the API. See
 * docs/decisions/0012.
 */
final class SessionAuthentication implements AuthConfigProvider {
  private static final Logger LOG = System.getLogger(SessionAuthentication.class.getName());

  /** What the Jakarta Authentication specification calls its Servlet profile, and a key of it. */
  private static final String LAYER = "HttpServlet";

  private static final String MANDATORY = "jakarta.security.auth.message.MessagePolicy.isMandatory";

  /** What Payara registers for an application that has a mechanism. */
  private static final String PAYARA = "com.sun.jaspic.config.factory.DefaultAuthConfigProvider";

  /** Names the way of a session's requests; the mechanism's own is the application's name. */
  private static final String SESSION = SessionAuthentication.class.getName();

  private final AuthConfigFactory factory;
  private final String application;
  private final AuthConfigProvider mechanism;

  SessionAuthentication(
      AuthConfigFactory factory, String application, AuthConfigProvider mechanism) {
    this.factory = factory;
    this.application = application;
    this.mechanism = mechanism;
  }

  /**
   * Stands before the application's mechanism if the server is Payara and there is one.
   *
   * @return what undoes it, null if nothing was done
   */
  static @Nullable Runnable install(ServletContext context) {
    AuthConfigFactory factory = AuthConfigFactory.getFactory();
    String application = context.getVirtualServerName() + " " + context.getContextPath();
    AuthConfigProvider mechanism = factory.getConfigProvider(LAYER, application, null);
    if (mechanism == null || !mechanism.getClass().getName().equals(PAYARA)) {
      return null;
    }
    SessionAuthentication own = new SessionAuthentication(factory, application, mechanism);
    own.register(own);
    LOG.log(
        Level.INFO,
        "sessions at {0}{1}/ pass the authentication mechanism by",
        context.getContextPath(),
        EngineIoServlet.PATH);
    return own::restore;
  }

  private void register(AuthConfigProvider provider) {
    factory.registerConfigProvider(provider, LAYER, application, "Tutti");
  }

  /** Gives the mechanism its place back, unless somebody else has taken or removed it. */
  private void restore() {
    if (factory.getConfigProvider(LAYER, application, null) == this) {
      register(mechanism);
    }
  }

  @Override
  public ServerAuthConfig getServerAuthConfig(
      String layer, String appContext, @Nullable CallbackHandler handler) throws AuthException {
    ServerAuthConfig config = mechanism.getServerAuthConfig(layer, appContext, handler);
    return handler == null ? config : new Config(config, new Anonymous(handler));
  }

  @Override
  public @Nullable ClientAuthConfig getClientAuthConfig(
      String layer, String appContext, CallbackHandler handler) throws AuthException {
    return mechanism.getClientAuthConfig(layer, appContext, handler);
  }

  @Override
  public void refresh() {
    mechanism.refresh();
  }

  private static boolean needsNoIdentity(MessageInfo message) {
    return message.getRequestMessage() instanceof HttpServletRequest request
        && !"true".equalsIgnoreCase(String.valueOf(message.getMap().get(MANDATORY)))
        && request.getHeader("Authorization") == null
        && request.getServletPath().equals(EngineIoServlet.PATH)
        && !PollingRequests.sid(request).isEmpty();
  }

  /** Chooses by request: the specification lets a configuration have several ways. */
  private record Config(ServerAuthConfig mechanism, ServerAuthContext anonymous)
      implements ServerAuthConfig {

    @Override
    public String getAuthContextID(MessageInfo message) {
      return needsNoIdentity(message) ? SESSION : mechanism.getAuthContextID(message);
    }

    @Override
    public ServerAuthContext getAuthContext(
        String id, Subject service, Map<String, Object> properties) throws AuthException {
      return SESSION.equals(id) ? anonymous : mechanism.getAuthContext(id, service, properties);
    }

    @Override
    public String getMessageLayer() {
      return mechanism.getMessageLayer();
    }

    @Override
    public String getAppContext() {
      return mechanism.getAppContext();
    }

    @Override
    public void refresh() {
      mechanism.refresh();
    }

    @Override
    public boolean isProtected() {
      return mechanism.isProtected();
    }
  }

  /** Lets every request pass without a caller. */
  private record Anonymous(CallbackHandler handler) implements ServerAuthContext {

    @Override
    public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service)
        throws AuthException {
      try {
        handler.handle(new Callback[] {new CallerPrincipalCallback(client, (Principal) null)});
        return AuthStatus.SUCCESS;
      } catch (IOException | UnsupportedCallbackException e) {
        throw (AuthException) new AuthException("no anonymous caller").initCause(e);
      }
    }

    @Override
    public AuthStatus secureResponse(MessageInfo message, Subject service) {
      return AuthStatus.SEND_SUCCESS;
    }

    @Override
    public void cleanSubject(MessageInfo message, Subject subject) {}
  }
}
