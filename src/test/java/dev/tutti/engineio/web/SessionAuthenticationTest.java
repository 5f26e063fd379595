package dev.tutti.engineio.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionAuthenticationTest {
  private static final String POLL = "/socket.io/?EIO=4&transport=polling&sid=abc";

  private final ServerAuthContext mechanism = fake(ServerAuthContext.class, Map.of());
  private final ServerAuthConfig mechanismsConfig =
      fake(
          ServerAuthConfig.class,
          Map.of("getAuthContextID", "server /", "getAuthContext", mechanism));
  private final AuthConfigProvider mechanismsProvider =
      fake(AuthConfigProvider.class, Map.of("getServerAuthConfig", mechanismsConfig));
  private final List<Callback> callbacks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {POLL, "/socket.io/?sid=abc&EIO=4&transport=polling"})
  void aRequestOfASessionPassesAsNobody(String uri) throws Exception {
    MessageInfo message = message(uri);
    Subject client = new Subject();

    ServerAuthContext chosen = chosen(message);

    assertThat(chosen).isNotSameAs(mechanism);
    assertThat(chosen.validateRequest(message, client, null)).isEqualTo(AuthStatus.SUCCESS);
    assertThat(callbacks)
        .singleElement()
        .isInstanceOfSatisfying(
            CallerPrincipalCallback.class,
            callback -> {
              assertThat(callback.getSubject()).isSameAs(client);
              assertThat(callback.getPrincipal()).isNull();
              assertThat(callback.getName()).isNull();
            });
    assertThat(chosen.secureResponse(message, null)).isEqualTo(AuthStatus.SEND_SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket.io/",
        "/socket.io/?EIO=4&transport=polling",
        "/socket.io/?EIO=4&xsid=abc",
        "/socket.io/?EIO=4&transport=polling&sid=",
        "/socket.io/?sid=&sid=abc",
        "/api/stats?sid=abc",
        "/?sid=abc"
      })
  void otherRequestsMeetTheMechanism(String uri) throws Exception {
    assertThat(chosen(message(uri))).isSameAs(mechanism);
  }

  @Test
  void aTokenInTheHeaderMeetsTheMechanism() throws Exception {
    assertThat(chosen(message(POLL, "Authorization", "Bearer x"))).isSameAs(mechanism);
  }

  @Test
  void whatDemandsACallerMeetsTheMechanism() throws Exception {
    MessageInfo message = message(POLL);
    message.getMap().put("jakarta.security.auth.message.MessagePolicy.isMandatory", "true");

    assertThat(chosen(message)).isSameAs(mechanism);
  }

  @Test
  void withoutAWayToTellTheServerAllIsUpToTheMechanism() throws Exception {
    assertThat(provider().getServerAuthConfig("HttpServlet", "server /", null))
        .isSameAs(mechanismsConfig);
  }

  private ServerAuthContext chosen(MessageInfo message) throws AuthException {
    ServerAuthConfig config =
        provider()
            .getServerAuthConfig(
                "HttpServlet", "server /", given -> callbacks.addAll(List.of(given)));
    return config.getAuthContext(config.getAuthContextID(message), null, Map.of());
  }

  private SessionAuthentication provider() {
    AuthConfigFactory none = null;
    return new SessionAuthentication(none, "server /", mechanismsProvider);
  }

  private static MessageInfo message(String uri, String... headers) {
    HttpServletRequest request = FakeRequest.of("GET", uri, "192.0.2.1", headers);
    return fake(MessageInfo.class, Map.of("getRequestMessage", request, "getMap", new HashMap<>()));
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            SessionAuthenticationTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, call, arguments) -> answers.get(call.getName())));
  }
}
