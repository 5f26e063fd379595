package dev.tutti.app.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Announces who came and who went, each user's transitions in their order and one at a time,
 * however long the announcement takes. What is undone before it could be announced never is.
 *
 * <p>One lock guards the map and is never held while announcing. Thread-safe.
 */
final class Transitions {
  private final BiFunction<String, Boolean, CompletionStage<Void>> announce;
  private final Map<String, Pending> pending = new HashMap<>();

  /**
   * @param announce tells that a user is online (or offline); must not throw, its stage may fail
   */
  Transitions(BiFunction<String, Boolean, CompletionStage<Void>> announce) {
    this.announce = announce;
  }

  /**
   * Notes a transition; the caller keeps the order of one user's, and then calls {@link #flush}.
   */
  synchronized void add(String userId, boolean online) {
    pending.computeIfAbsent(userId, key -> new Pending(!online)).actual = online;
  }

  /** Announces what is to be announced of a user, unless somebody is at it. */
  void flush(String userId) {
    Pending next = begin(userId);
    if (next != null) {
      announce
          .apply(userId, next.announced)
          .whenComplete(
              (done, failure) -> {
                end(next);
                flush(userId);
              });
    }
  }

  private synchronized @Nullable Pending begin(String userId) {
    Pending user = pending.get(userId);
    if (user == null || user.busy) {
      return null;
    }
    if (user.announced == user.actual) {
      pending.remove(userId);
      return null;
    }
    user.busy = true;
    user.announced = user.actual;
    return user;
  }

  private synchronized void end(Pending user) {
    user.busy = false;
  }

  private static final class Pending {
    boolean announced;
    boolean actual;
    boolean busy;

    Pending(boolean announced) {
      this.announced = announced;
      this.actual = announced;
    }
  }
}
