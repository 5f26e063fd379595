package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.User;
import dev.tutti.socketio.ConnectRefusedException;
import dev.tutti.socketio.SocketIoSocket;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what comes too often: of one user and event, of one socket, from one address. Events
 * without a handler share one count, since clients choose their names.
 *
 * <p>One refusal in a window is told by the event {@code rate-limit-exceeded}, the rest by acks
 * only; who goes on is silenced, then disconnected.
 */
@Dependent
class RateLimits implements EventInterceptor {
  private static final String UNKNOWN = "unknown";

  @Inject EventConfig config;
  @Inject Scheduler scheduler;
  @Inject RateLimitStore store;
  @Inject @Any Instance<EventObserver> observers;

  private LimitRules rules;
  private Penalties penalties;
  private EventObserver observer;

  @PostConstruct
  void prepare() {
    rules = new LimitRules(config);
    penalties = new Penalties(config, scheduler);
    observer = EventObservers.of(observers);
  }

  @Override
  public int priority() {
    return LIMITS;
  }

  @Override
  public CompletionStage<@Nullable Object> intercept(Invocation invocation, Chain chain) {
    String subject = invocation.user().map(User::id).orElse(invocation.socket().id());
    if (invocation.kind() == Invocation.Kind.CONNECT) {
      return penalties.keptOut(subject)
          ? CompletableFuture.failedFuture(keptOut())
          : chain.proceed(invocation);
    }
    Optional<RateLimit> limit =
        invocation
            .handler()
            .map(handler -> rules.of(invocation.event(), handler))
            .orElse(Optional.of(rules.ofUnknown()));
    if (limit.isEmpty()) {
      return chain.proceed(invocation);
    }
    Duration muted = penalties.muted(subject);
    if (!muted.isZero()) {
      return CompletableFuture.failedFuture(refuseMuted(invocation, subject, muted));
    }
    return store
        .acquire(claims(invocation).of(invocation, subject, limit.get()))
        .thenCompose(
            decision ->
                decision.accepted()
                    ? chain.proceed(invocation)
                    : refuse(invocation, subject, decision));
  }

  private SocketClaims claims(Invocation invocation) {
    SocketIoSocket socket = invocation.socket();
    return socket
        .attribute(SocketClaims.class)
        .orElseGet(
            () -> {
              SocketClaims made = new SocketClaims(socket, config);
              socket.attribute(SocketClaims.class, made);
              return made;
            });
  }

  private CompletionStage<@Nullable Object> refuse(
      Invocation invocation, String subject, RateLimitDecision decision) {
    String key = decision.claim().key();
    observer.rateLimited(name(invocation), key.substring(0, key.indexOf(':')));
    if (penalties.refused(subject) == Penalties.Step.MUTE) {
      observer.penalized("mute");
    }
    return notice(invocation, subject, decision)
        .thenCompose(ignored -> CompletableFuture.failedFuture(limited(decision.retryAfter())));
  }

  /** Tells the client, once in a window. */
  private CompletionStage<Void> notice(
      Invocation invocation, String subject, RateLimitDecision decision) {
    RateLimit once = new RateLimit(1, decision.claim().limit().window());
    String key = "notice:" + SocketClaims.scope(invocation) + ":" + subject;
    return store
        .acquire(List.of(new RateLimitClaim(key, once)))
        .thenAccept(
            first -> {
              if (first.accepted()) {
                invocation.socket().emit("rate-limit-exceeded", notice(invocation, decision));
              }
            });
  }

  private static Map<String, Object> notice(Invocation invocation, RateLimitDecision decision) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", invocation.event());
    fields.put("limit", decision.claim().limit().limit());
    fields.put("resetTime", decision.resetTime().toEpochMilli());
    return fields;
  }

  private EventRejectedException refuseMuted(Invocation invocation, String subject, Duration left) {
    observer.rateLimited(name(invocation), "muted");
    if (penalties.refused(subject) == Penalties.Step.DISCONNECT) {
      observer.penalized("disconnect");
      SocketIoSocket socket = invocation.socket();
      // After this event's answer.
      socket.execute(
          () -> {
            socket.emit("session-ended", Map.of("code", Refusals.RATE_LIMITED));
            socket.disconnect(true);
          });
    }
    return new EventRejectedException(Refusals.MUTED, "Too many events", null, left, true);
  }

  private static EventRejectedException limited(Duration retryAfter) {
    return new EventRejectedException(
        Refusals.RATE_LIMITED, "Rate limit exceeded", null, retryAfter, true);
  }

  private static ConnectRefusedException keptOut() {
    return new ConnectRefusedException(
        "Rate limit exceeded", Refusals.RATE_LIMITED, Map.of("code", Refusals.RATE_LIMITED));
  }

  private static String name(Invocation invocation) {
    return invocation.handler().isEmpty() ? UNKNOWN : invocation.event();
  }
}
