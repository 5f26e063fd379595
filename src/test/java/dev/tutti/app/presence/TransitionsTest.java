package dev.tutti.app.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private final List<String> announced = new ArrayList<>();
  private final Deque<CompletableFuture<Void>> open = new ArrayDeque<>();
  private final Transitions transitions =
      new Transitions(
          transition -> {
            announced.add(transition.userId() + (transition.online() ? " came" : " went"));
            CompletableFuture<Void> stage = new CompletableFuture<>();
            open.add(stage);
            return stage;
          });

  @Test
  void oneUsersTransitionsWaitForOneAnother_F59() {
    change("alice", true);
    change("alice", false);
    assertThat(announced).containsExactly("alice came");

    open.remove().complete(null);
    assertThat(announced).containsExactly("alice came", "alice went");
  }

  @Test
  void whatIsUndoneMeanwhileIsNeverAnnounced_F59() {
    change("alice", true);
    change("alice", false);
    change("alice", true);
    open.remove().complete(null);

    assertThat(announced).containsExactly("alice came");
    assertThat(open).isEmpty();
  }

  @Test
  void whatAnotherNodeHasAnnouncedInBetweenIsNotTakenForUndone() {
    change("alice", false);
    // Another node makes, and announces, that she came again.
    change("alice", false);
    open.remove().complete(null);

    assertThat(announced).containsExactly("alice went", "alice went");
  }

  @Test
  void aFailureDoesNotHoldUpWhatFollows() {
    change("alice", true);
    change("alice", false);
    open.remove().completeExceptionally(new IllegalStateException("no database"));

    assertThat(announced).containsExactly("alice came", "alice went");
  }

  @Test
  void usersDoNotWaitForOneAnother() {
    change("alice", true);
    change("bob", true);

    assertThat(announced).containsExactly("alice came", "bob came");
  }

  private void change(String user, boolean online) {
    transitions.add(new Transition(user, online, null));
  }
}
