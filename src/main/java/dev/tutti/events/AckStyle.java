package dev.tutti.events;

/** What an acknowledgement's arguments look like. */
public enum AckStyle {
  /** {@code [{"success":…}]}. */
  SUCCESS_OBJECT,

  /**
   * {@code [null, {"success":…}]}, for refusals as well: a client with {@code retries} and without
   * {@code ackTimeout} takes any other first argument for an error and sends the event again, and a
   * refusal does not become a success by being repeated.
   */
  ERROR_FIRST
}
