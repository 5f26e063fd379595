package dev.tutti.events;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Remembers the answers to events that carry a {@code clientMessageId}, so that each takes effect
 * once, over reconnects too. A port: one node's memory, or Redis for many. Thread-safe; nothing
 * blocks.
 */
public interface AnswerStore {

  /**
   * Asks for the answer to an event.
   *
   * @return empty when the caller is the first and must end with {@link #keep} or {@link #release};
   *     else the earlier one's answer, as soon as there is one
   */
  CompletionStage<Optional<Answer>> claim(AnswerKey key);

  /** The final answer, for everyone who waits and who still comes. */
  void keep(AnswerKey key, Answer answer);

  /** An answer for those who wait only: the next event with this key is new. */
  void release(AnswerKey key, Answer answer);
}
