package dev.tutti.app.session;

/** Event {@code connected}: the client is signed in and in its user's room. */
record Welcome(String message, String userId, String socketId) {}
