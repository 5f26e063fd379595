package dev.tutti.app.session;

import java.time.Instant;

/** Event {@code token-expiring}: when the session ends unless {@code token-refresh} comes. */
record TokenExpiring(Instant expiresAt, long inMs) {}
