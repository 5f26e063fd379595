package dev.tutti.app.message;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code private-message} to a client.
 *
 * @param targetUserId who got it, on the sender's own other devices only
 */
record PrivateMessage(
    String senderId,
    String senderUsername,
    @Nullable String targetUserId,
    String message,
    String timestamp,
    String id) {}
