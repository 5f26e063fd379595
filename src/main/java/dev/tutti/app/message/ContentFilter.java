package dev.tutti.app.message;

import dev.tutti.security.User;
import java.util.concurrent.CompletionStage;

/**
 * Judges what users write to one another. An application's own CDI bean of this type stands in for
 * {@link WordListFilter}.
 */
@FunctionalInterface
public interface ContentFilter {

  /**
   * Whether the message may be delivered. Runs in the session's mailbox and must not block; the
   * stage may complete on any thread, and the client's next events wait for it. A stage that fails
   * delivers nothing.
   *
   * @param message cleaned, and within its limits
   */
  CompletionStage<Boolean> accepts(User sender, String message);
}
