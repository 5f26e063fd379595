package dev.tutti.app.presence;

/** The payload of {@code user-online} and {@code user-offline}. */
record UserReference(String userId) {}
