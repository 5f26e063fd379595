package dev.tutti.events;

import java.util.concurrent.CompletionException;

/** What stages make of failures. */
public final class StageFailures {
  private StageFailures() {}

  /** The failure behind the wrappers that stages put around it. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
  }
}
