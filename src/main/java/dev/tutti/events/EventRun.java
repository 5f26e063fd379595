package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import dev.tutti.security.User;
import dev.tutti.socketio.InboundEvent;
import dev.tutti.socketio.SocketIoSocket;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One event from its arrival to its answer, of which there is exactly one. Starts in the session's
 * mailbox, may end in any thread, and answers in the mailbox again.
 */
final class EventRun {
  private static final System.Logger LOG = System.getLogger(EventRun.class.getName());
  private static final String UNKNOWN = "unknown";

  private final EventCore core;
  private final SocketIoSocket socket;
  private final InboundEvent event;
  private final @Nullable Handler handler;
  private final long startedAt;
  private final AtomicBoolean ended = new AtomicBoolean();

  /** The event's key while others may wait for the answer that this run finds. */
  private final AtomicReference<@Nullable AnswerKey> claimed = new AtomicReference<>();

  private volatile @Nullable Runnable release;
  private volatile @Nullable Runnable asking;
  private volatile Scheduler.@Nullable Timer timer;
  private volatile @Nullable Thread starter;

  EventRun(EventCore core, SocketIoSocket socket, InboundEvent event, @Nullable Handler handler) {
    this.core = core;
    this.socket = socket;
    this.event = event;
    this.handler = handler;
    this.startedAt = core.scheduler().nanoTime();
  }

  /** Called in the session's mailbox. */
  void start() {
    Optional<Answer> repeated =
        event.wantsAck() ? repeats().flatMap(known -> known.receive(event)) : Optional.empty();
    if (repeated.isPresent()) {
      reply(repeated.get(), true);
      return;
    }
    starter = Thread.currentThread();
    if (handler != null && handler.method().blocking()) {
      release = socket.hold();
    }
    AnswerKey key = key();
    if (key == null) {
      run();
    } else {
      claim(key);
    }
    starter = null;
    if (!ended.get()) {
      startTimer();
    }
  }

  /** What makes this the same event as another; null when the client does not say. */
  private @Nullable AnswerKey key() {
    User user = socket.attribute(User.class).orElse(null);
    String id =
        handler == null || user == null
            ? null
            : handler.clientMessageId().of(event.args(), event.read(handler.readers()));
    return id == null || user == null
        ? null
        : new AnswerKey(user.id(), socket.namespace().name(), event.name(), id);
  }

  /** An answer that takes time holds back the client's next events, so that their order stays. */
  private void claim(AnswerKey key) {
    CompletionStage<Optional<Answer>> claim = core.answers().claim(key);
    if (claim.toCompletableFuture().isDone()) {
      claim.thenAccept(earlier -> goOn(key, earlier)).exceptionally(this::unclaimed);
      return;
    }
    Runnable resume = socket.hold();
    asking = resume;
    claim.whenComplete(
        (earlier, failure) ->
            socket.execute(
                () -> {
                  if (failure == null) {
                    goOn(key, earlier);
                  } else {
                    fail(failure);
                  }
                  resume.run();
                }));
  }

  private void goOn(AnswerKey key, Optional<Answer> earlier) {
    if (earlier.isPresent()) {
      end(earlier.get(), true);
      return;
    }
    claimed.set(key);
    if (ended.get()) {
      // Answered as too late meanwhile: the next event with this key may try again.
      settle(core.writer().refusal(Refusals.timeout()));
    } else {
      run();
    }
  }

  private @Nullable Void unclaimed(Throwable failure) {
    fail(failure);
    return null;
  }

  private void run() {
    Invocation invocation =
        new Invocation(
            Invocation.Kind.EVENT,
            socket,
            event.name(),
            event.args(),
            Optional.ofNullable(handler).map(Handler::method));
    try {
      core.proceed(invocation, this::handle).whenComplete(this::handled);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The end of the chain. */
  private CompletionStage<@Nullable Object> handle(Invocation invocation) {
    if (handler == null) {
      return CompletableFuture.failedFuture(Refusals.unknownEvent());
    }
    // A link of the chain may have changed the arguments: theirs are no longer what was read.
    boolean asArrived = invocation.args().equals(event.args());
    List<@Nullable Object> read = asArrived ? event.read(handler.readers()) : List.of();
    HandlerCall call = new HandlerCall(socket, invocation.args(), read, event, null);
    CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    if (handler.method().blocking()) {
      core.blocking().execute(() -> call(handler, call, result));
    } else {
      call(handler, call, result);
    }
    return result;
  }

  private void call(Handler called, HandlerCall call, CompletableFuture<@Nullable Object> result) {
    try {
      Object value = called.call(call, core.reader());
      if (value instanceof CompletionStage<?> stage) {
        stage.whenComplete((later, failure) -> complete(result, later, failure));
      } else {
        result.complete(value);
      }
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static void complete(
      CompletableFuture<@Nullable Object> result,
      @Nullable Object value,
      @Nullable Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private void handled(@Nullable Object value, @Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
      return;
    }
    try {
      found(core.writer().success(value));
    } catch (IllegalArgumentException e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    Throwable cause = StageFailures.cause(failure);
    if (cause instanceof EventRejectedException refusal) {
      found(core.writer().refusal(refusal));
    } else {
      LOG.log(
          Level.ERROR,
          () -> socket.id() + " in " + socket.namespace().name() + ": " + name() + " failed",
          cause);
      found(core.writer().refusal(Refusals.internalError()));
    }
  }

  private void found(Answer answer) {
    try {
      end(answer, false);
    } finally {
      settle(answer);
    }
  }

  private void startTimer() {
    Duration timeout = core.config().handlerTimeout();
    Scheduler.Timer started = core.scheduler().schedule(timeout, this::expire);
    timer = started;
    if (ended.get()) {
      started.cancel();
    }
  }

  /** The client hears of it; those who send the event again wait for the handler all the same. */
  private void expire() {
    end(core.writer().refusal(Refusals.timeout()), false);
  }

  /** Takes the first answer only. */
  private void end(Answer answer, boolean duplicate) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Scheduler.Timer running = timer;
    if (running != null) {
      running.cancel();
    }
    if (Thread.currentThread().equals(starter)) {
      reply(answer, duplicate);
    } else {
      socket.execute(() -> reply(answer, duplicate));
    }
  }

  /**
   * Tells those who wait for the same event's answer, whether or not this socket is still there.
   */
  private void settle(Answer answer) {
    AnswerKey key = claimed.getAndSet(null);
    if (key == null) {
      return;
    }
    if (answer.retryable()) {
      core.answers().release(key, answer);
    } else {
      core.answers().keep(key, answer);
    }
  }

  private void reply(Answer answer, boolean duplicate) {
    try {
      send(answer, duplicate);
      long nanos = core.scheduler().nanoTime() - startedAt;
      core.observer().handled(name(), outcome(answer, duplicate), answer.code(), nanos);
    } finally {
      resume(asking);
      resume(release);
    }
  }

  private static void resume(@Nullable Runnable held) {
    if (held != null) {
      held.run();
    }
  }

  /** A refusal for its rate is told by its own event, and answers nobody who did not ask. */
  private void send(Answer answer, boolean duplicate) {
    if (event.wantsAck()) {
      event.ack(core.writer().ack(answer, duplicate));
      repeats().ifPresent(known -> known.answered(event, answer));
    } else if (!answer.success() && outcome(answer, false) != EventObserver.Outcome.RATE_LIMITED) {
      socket.emit("exception", exception(answer));
    }
  }

  private static Map<String, Object> exception(Answer answer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", "error");
    fields.put("message", answer.message());
    fields.put("code", answer.code());
    return fields;
  }

  private static EventObserver.Outcome outcome(Answer answer, boolean duplicate) {
    if (duplicate) {
      return EventObserver.Outcome.DUPLICATE;
    }
    return switch (answer.code()) {
      case "ok" -> EventObserver.Outcome.OK;
      case Refusals.RATE_LIMITED, Refusals.MUTED -> EventObserver.Outcome.RATE_LIMITED;
      case Refusals.UNKNOWN_EVENT -> EventObserver.Outcome.UNKNOWN;
      case Refusals.INTERNAL_ERROR, Refusals.TIMEOUT -> EventObserver.Outcome.FAILED;
      default -> EventObserver.Outcome.REJECTED;
    };
  }

  /** A bounded set of names: clients choose the names of unknown events. */
  private String name() {
    return handler == null ? UNKNOWN : event.name();
  }

  private Optional<Repeats> repeats() {
    return socket.attribute(Repeats.class);
  }
}
