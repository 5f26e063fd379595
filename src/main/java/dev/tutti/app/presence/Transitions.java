package dev.tutti.app.presence;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Announces who came and who went, each user's transitions in their order and one at a time,
 * however long the announcement takes. What is undone before it could be announced never is.
 *
 * <p>One lock guards the map and is never held while announcing. Thread-safe.
 */
final class Transitions {
  private final Function<Transition, CompletionStage<Void>> announce;
  private final Map<String, Pending> pending = new HashMap<>();

  /**
   * @param announce tells of a transition; must not throw, its stage may fail
   */
  Transitions(Function<Transition, CompletionStage<Void>> announce) {
    this.announce = announce;
  }

  /** Takes a transition; the caller keeps the order of one user's. */
  void add(Transition transition) {
    note(transition);
    flush(transition.userId());
  }

  private synchronized void note(Transition transition) {
    Pending user = pending.get(transition.userId());
    if (user == null) {
      pending.put(transition.userId(), new Pending(transition, !transition.online()));
      return;
    }
    if (user.actual.online() == transition.online()) {
      // What lies between the two was another node's to announce: this one is no repetition.
      user.announced = !transition.online();
    }
    user.actual = transition;
  }

  /** Announces what is to be announced of a user, unless somebody is at it. */
  private void flush(String userId) {
    Pending next = begin(userId);
    if (next != null) {
      announce
          .apply(next.actual)
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
    if (user.announced == user.actual.online()) {
      pending.remove(userId);
      return null;
    }
    user.busy = true;
    user.announced = user.actual.online();
    return user;
  }

  private synchronized void end(Pending user) {
    user.busy = false;
  }

  private static final class Pending {
    boolean announced;
    Transition actual;
    boolean busy;

    Pending(Transition actual, boolean announced) {
      this.announced = announced;
      this.actual = actual;
    }
  }
}
