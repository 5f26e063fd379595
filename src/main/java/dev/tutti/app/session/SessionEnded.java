package dev.tutti.app.session;

/** Event {@code session-ended}: why the connection is about to close. */
record SessionEnded(String code) {}
