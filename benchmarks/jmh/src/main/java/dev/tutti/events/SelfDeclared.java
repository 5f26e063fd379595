package dev.tutti.events;

import dev.tutti.security.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Believes who a client says it is: tokens are measured apart. */
@ApplicationScoped
class SelfDeclared implements EventInterceptor {
  @Inject JacksonJsonCodec json;

  @Override
  public int priority() {
    return AUTHENTICATION;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    if (invocation.kind() == Invocation.Kind.CONNECT) {
      Map<?, ?> auth = json.decode(invocation.args().get(0), Map.class);
      String user = String.valueOf(auth.get("user"));
      invocation
          .socket()
          .attribute(User.class, new User(user, user, Set.of(), null, null, null, null, null));
    }
    return chain.proceed(invocation);
  }
}
