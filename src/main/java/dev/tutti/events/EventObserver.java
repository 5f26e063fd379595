package dev.tutti.events;

/** Hears what the dispatcher does, for metrics. Called on hot paths: count and return. */
public interface EventObserver {

  /** Hears nothing. */
  EventObserver NONE = new EventObserver() {};

  /** How an event ended. */
  enum Outcome {
    OK,
    REJECTED,
    DUPLICATE,
    RATE_LIMITED,
    UNKNOWN,
    FAILED
  }

  /**
   * An event was answered.
   *
   * @param event a known event's name or {@code unknown}
   * @param nanos from the dispatcher to the answer
   */
  default void handled(String event, Outcome outcome, String code, long nanos) {}

  /** A rate limit refused an event. */
  default void rateLimited(String event, String scope) {}

  /** A user was silenced, or disconnected, for repeated excess. */
  default void penalized(String penalty) {}
}
