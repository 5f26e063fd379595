package dev.tutti.monitoring;

import dev.tutti.events.EventInterceptor;
import dev.tutti.events.EventRejectedException;
import dev.tutti.events.Invocation;
import dev.tutti.socketio.ConnectRefusedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Traces what comes in and how it ends. Stands behind authentication, so that a connect has a user,
 * and before the limits, so that their refusals are seen.
 */
final class TracingInterceptor implements EventInterceptor {
  private final Tracing tracing;

  TracingInterceptor(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  public int priority() {
    return (AUTHENTICATION + LIMITS) / 2;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    if (!tracing.active()) {
      return chain.proceed(invocation);
    }
    TracedSocket socket = TracedSocket.of(invocation.socket());
    if (!tracing.follows(socket)) {
      return chain.proceed(invocation);
    }
    long begin = tracing.nanoTime();
    return chain
        .proceed(invocation)
        .whenComplete(
            (answer, failure) ->
                tracing.received(
                    socket,
                    invocation.event(),
                    invocation.args(),
                    outcome(failure),
                    tracing.nanoTime() - begin));
  }

  static String outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return "ok";
    }
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return outcome(failure.getCause());
    }
    if (failure instanceof EventRejectedException rejected) {
      return "refused " + rejected.code();
    }
    if (failure instanceof ConnectRefusedException refused) {
      return "refused " + refused.code();
    }
    return "failed";
  }
}
