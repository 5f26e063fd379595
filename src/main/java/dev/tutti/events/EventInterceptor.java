package dev.tutti.events;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A link of the one chain that every connect and every event passes; a CDI bean. Links run in the
 * order of {@link #priority}. Runs in the session's mailbox and must not block.
 *
 * <p>To refuse a connect, fail with {@link dev.tutti.socketio.ConnectRefusedException} or {@link
 * dev.tutti.socketio.ConnectUnavailableException}; to refuse an event, with {@link
 * EventRejectedException}.
 */
public interface EventInterceptor {

  /** Authentication; before it nobody is known. */
  int AUTHENTICATION = 100;

  /** Rate limits. */
  int LIMITS = 200;

  /** Roles and other rights. */
  int AUTHORIZATION = 300;

  /** Where an application's own links usually stand. */
  int APPLICATION = 500;

  /** Lower runs earlier. */
  default int priority() {
    return APPLICATION;
  }

  /** Decides, or goes on with {@code chain.proceed(invocation)}. */
  CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain);

  /** The links behind this one, and the handler. */
  @FunctionalInterface
  interface Chain {
    CompletionStage<@Nullable Object> proceed(Invocation invocation);
  }
}
