package dev.tutti.app.presence;

/** What the seed sent in place of {@code user-online} and {@code user-offline}. */
record PresenceNotification(String type, String userId, String timestamp, String id) {}
