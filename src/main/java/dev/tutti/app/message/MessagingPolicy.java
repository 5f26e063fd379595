package dev.tutti.app.message;

import dev.tutti.security.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides who may write to whom: block lists, contacts, tenants. An application replaces {@link
 * #OPEN} by a CDI bean of this type.
 */
@FunctionalInterface
public interface MessagingPolicy {

  /** Everybody may write to everybody. */
  MessagingPolicy OPEN = (sender, recipientId) -> CompletableFuture.completedStage(true);

  /**
   * Whether the sender may write to the recipient, who need not exist. Runs in the session's
   * mailbox and must not block; the stage may complete on any thread, and the client's next events
   * wait for it.
   */
  CompletionStage<Boolean> mayWrite(User sender, String recipientId);
}
