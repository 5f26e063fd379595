package dev.tutti.events;

import dev.tutti.engineio.Scheduler;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Remembers answers of this node, the oldest of too many no longer. */
public final class MemoryAnswerStore implements AnswerStore {

  private record Kept(Answer answer, long sinceNanos) {}

  private record Running(CompletableFuture<Optional<Answer>> answer, long sinceNanos) {}

  private final Scheduler scheduler;
  private final long ttlNanos;
  private final int maxAnswers;
  private final LinkedHashMap<AnswerKey, Running> running = new LinkedHashMap<>();
  private final LinkedHashMap<AnswerKey, Kept> answered = new LinkedHashMap<>();

  public MemoryAnswerStore(Scheduler scheduler, Duration ttl, int maxAnswers) {
    this.scheduler = scheduler;
    this.ttlNanos = ttl.toNanos();
    this.maxAnswers = maxAnswers;
  }

  @Override
  public synchronized CompletionStage<Optional<Answer>> claim(AnswerKey key) {
    forgetExpired();
    Kept kept = answered.get(key);
    if (kept != null) {
      return CompletableFuture.completedFuture(Optional.of(kept.answer()));
    }
    Running first = running.get(key);
    if (first != null) {
      return first.answer().copy();
    }
    running.put(key, new Running(new CompletableFuture<>(), scheduler.nanoTime()));
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public void keep(AnswerKey key, Answer answer) {
    synchronized (this) {
      answered.put(key, new Kept(answer, scheduler.nanoTime()));
      if (answered.size() > maxAnswers) {
        Iterator<AnswerKey> oldest = answered.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    release(key, answer);
  }

  @Override
  public void release(AnswerKey key, Answer answer) {
    Running waited;
    synchronized (this) {
      waited = running.remove(key);
    }
    // Outside the lock: those who wait go on in this thread.
    if (waited != null) {
      waited.answer().complete(Optional.of(answer));
    }
  }

  /** How many keys are held. */
  synchronized int size() {
    forgetExpired();
    return answered.size() + running.size();
  }

  private void forgetExpired() {
    long now = scheduler.nanoTime();
    forget(answered.values().iterator(), kept -> now - kept.sinceNanos() >= ttlNanos);
    // A handler that never answers; whoever waits for it has a timeout of its own.
    forget(running.values().iterator(), run -> now - run.sinceNanos() >= ttlNanos);
  }

  private static <T> void forget(Iterator<T> oldestFirst, Predicate<T> expired) {
    while (oldestFirst.hasNext() && expired.test(oldestFirst.next())) {
      oldestFirst.remove();
    }
  }
}
