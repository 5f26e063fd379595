package dev.tutti.events;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Refuses events of sockets whose connect named no user. */
@Dependent
class UserCheck implements EventInterceptor {
  @Inject EventConfig config;

  @Override
  public int priority() {
    return AUTHENTICATION + 50;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    boolean missing =
        config.userRequired()
            && invocation.kind() == Invocation.Kind.EVENT
            && invocation.user().isEmpty();
    return missing
        ? CompletableFuture.failedFuture(Refusals.unauthenticated())
        : chain.proceed(invocation);
  }
}
