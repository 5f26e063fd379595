package dev.tutti.app.session;

/**
 * How a session ends at the server's will.
 *
 * @param code what {@code session-ended} says
 * @param mayReturn whether the official client shall come back by itself, with a fresh token; else
 *     it stays away until its application connects again
 */
record SessionEnd(String code, boolean mayReturn) {
  static final SessionEnd EXPIRED = new SessionEnd("token_expired", true);
  static final SessionEnd REVOKED = new SessionEnd("token_revoked", false);
  static final SessionEnd KICKED = new SessionEnd("kicked", false);
}
