package dev.tutti.monitoring;

import dev.tutti.engineio.Scheduler;
import dev.tutti.socketio.JsonText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Follows single users and rooms at run time: one redacted line for each of their events, until a
 * deadline that every start has. Off, it costs one volatile read an event. Any thread.
 */
final class Tracing implements AutoCloseable {
  /** Subjects followed at a time; tracing is a lens, not a log level. */
  static final int MAX_SUBJECTS = 16;

  static final Duration MAX_DURATION = Duration.ofDays(1);

  private final Scheduler scheduler;
  private final Consumer<String> lines;
  private final Map<Subject, Run> runs = new HashMap<>();
  private volatile TraceSubjects subjects = TraceSubjects.NOBODY;
  private volatile boolean active;

  /** What is followed: {@code user} or {@code room}, and which. */
  private record Subject(String kind, String name) {}

  /** One start of a subject; identity tells a late deadline of an earlier one. */
  private static final class Run {
    Scheduler.Timer deadline = () -> {};
  }

  /**
   * @param lines takes each line, at INFO in production
   */
  Tracing(Scheduler scheduler, Consumer<String> lines) {
    this.scheduler = scheduler;
    this.lines = lines;
  }

  boolean active() {
    return active;
  }

  /** Follows a user's sockets; started again, it gets a new deadline. */
  void user(String id, Duration duration) {
    start(new Subject("user", id), duration);
  }

  /** Follows a room: the events of its members, and what is broadcast to it. */
  void room(String name, Duration duration) {
    start(new Subject("room", name), duration);
  }

  /** Follows nobody. */
  void stop() {
    synchronized (runs) {
      if (runs.isEmpty()) {
        return;
      }
      runs.values().forEach(run -> run.deadline.cancel());
      runs.clear();
      publish();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Whom it follows now, such as {@code user alice}. */
  List<String> followed() {
    synchronized (runs) {
      return runs.keySet().stream()
          .map(subject -> subject.kind() + " " + subject.name())
          .sorted()
          .toList();
    }
  }

  boolean follows(TracedSocket socket) {
    TraceSubjects now = subjects;
    return now.followsUser(socket) || (!now.rooms().isEmpty() && now.followsRoom(socket.rooms()));
  }

  void received(
      TracedSocket socket, String event, List<JsonText> args, String outcome, long nanos) {
    lines.accept(TraceLine.received(socket, event, args, outcome, nanos));
  }

  void emitted(TracedSocket socket, List<JsonText> args) {
    if (subjects.followsUser(socket)) {
      lines.accept(TraceLine.emitted(socket, args));
    }
  }

  void broadcast(Set<String> rooms, List<JsonText> args, int sockets) {
    if (subjects.followsRoom(rooms)) {
      lines.accept(TraceLine.broadcast(args, sockets));
    }
  }

  long nanoTime() {
    return scheduler.nanoTime();
  }

  private void start(Subject subject, Duration duration) {
    if (subject.name().isBlank()) {
      throw new IllegalArgumentException("nothing to trace was named");
    }
    if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException("tracing lasts longer than 0 and at most " + MAX_DURATION);
    }
    synchronized (runs) {
      if (!runs.containsKey(subject) && runs.size() >= MAX_SUBJECTS) {
        throw new IllegalStateException("already tracing " + MAX_SUBJECTS + " users and rooms");
      }
      Run run = new Run();
      Run before = runs.put(subject, run);
      if (before != null) {
        before.deadline.cancel();
      }
      run.deadline = scheduler.schedule(duration, () -> end(subject, run));
      publish();
    }
    lines.accept("tracing " + describe(subject) + " for " + duration);
  }

  private void end(Subject subject, Run run) {
    synchronized (runs) {
      if (!runs.remove(subject, run)) {
        return;
      }
      publish();
    }
    lines.accept("tracing " + describe(subject) + " ended");
  }

  private void publish() {
    Function<String, Set<String>> names =
        kind ->
            runs.keySet().stream()
                .filter(subject -> subject.kind().equals(kind))
                .map(Subject::name)
                .collect(Collectors.toUnmodifiableSet());
    subjects = new TraceSubjects(names.apply("user"), names.apply("room"));
    active = !subjects.none();
  }

  private static String describe(Subject subject) {
    return subject.kind() + " " + TraceLine.name(subject.name());
  }
}
