package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What all namespaces' events are handled with.
 *
 * @param links in the order of their priority
 */
record EventCore(
    EventConfig config,
    Scheduler scheduler,
    List<EventInterceptor> links,
    PayloadReader reader,
    AnswerWriter writer,
    AnswerStore answers,
    BoundedExecutor blocking,
    EventObserver observer) {

  /** Sends an invocation through all links to the end. */
  CompletionStage<@Nullable Object> proceed(Invocation invocation, EventInterceptor.Chain end) {
    EventInterceptor.Chain chain = end;
    for (int i = links.size() - 1; i >= 0; i--) {
      chain = before(links.get(i), chain);
    }
    return chain.proceed(invocation);
  }

  private static EventInterceptor.Chain before(
      EventInterceptor link, EventInterceptor.Chain behind) {
    return invocation -> {
      try {
        return link.intercept(invocation, behind);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }
}
