package dev.tutti.events;

import jakarta.enterprise.context.Dependent;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Holds {@link RequiresRole}, with the roles that the user has now. */
@Dependent
class RoleCheck implements EventInterceptor {

  @Override
  public int priority() {
    return AUTHORIZATION;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    Optional<RequiresRole> required =
        invocation.handler().flatMap(handler -> handler.annotation(RequiresRole.class));
    if (required.isEmpty() || hasOne(invocation, required.get().value())) {
      return chain.proceed(invocation);
    }
    return CompletableFuture.failedFuture(Refusals.forbidden());
  }

  private static boolean hasOne(Invocation invocation, String[] roles) {
    return invocation
        .user()
        .filter(user -> Arrays.stream(roles).anyMatch(user::hasRole))
        .isPresent();
  }
}
