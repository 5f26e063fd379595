package dev.tutti.events;

import dev.tutti.security.User;
import dev.tutti.socketio.ConnectRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Believes what a client says of itself. */
@ApplicationScoped
class TestAuthentication implements EventInterceptor {
  private final JacksonJsonCodec json = new JacksonJsonCodec();

  @Override
  public int priority() {
    return AUTHENTICATION;
  }

  @Override
  public CompletionStage<Object> intercept(Invocation invocation, Chain chain) {
    if (invocation.kind() == Invocation.Kind.CONNECT) {
      Map<?, ?> auth = (Map<?, ?>) json.decode(invocation.args().get(0), Object.class);
      if (auth.containsKey("forged")) {
        throw new ConnectRefusedException("Forged", "forged", Map.of("code", "forged"));
      }
      if (auth.get("user") instanceof String user) {
        Set<String> roles =
            ((List<?>) auth.get("roles"))
                .stream().map(String.class::cast).collect(java.util.stream.Collectors.toSet());
        invocation
            .socket()
            .attribute(User.class, new User(user, user, roles, null, null, null, null, null));
      }
    }
    return chain.proceed(invocation);
  }
}
