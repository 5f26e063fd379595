package dev.tutti.app.notification;

import org.jspecify.annotations.Nullable;

/** The payload of {@code notification}. */
record NotificationPayload(
    String type, @Nullable String message, @Nullable Object data, String timestamp, String id) {}
