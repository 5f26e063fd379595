package dev.tutti.app;

import dev.tutti.events.EventRejectedException;

/** The refusal of a payload that does not have the form of its event. */
public final class InvalidPayload {
  /** The code on the wire. */
  public static final String CODE = "invalid_payload";

  private static final String MESSAGE = "Invalid message format";

  private InvalidPayload() {}

  /** Blames one field. */
  public static EventRejectedException in(String field) {
    return new EventRejectedException(CODE, MESSAGE, field, null, false);
  }
}
