package dev.tutti.app.message;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code private-message} from a client.
 *
 * @param targetUserId who is to get it
 * @param message the text
 * @param clientMessageId tells a repeated event from a new one
 */
record PrivateMessageRequest(
    @Nullable String targetUserId, @Nullable String message, @Nullable String clientMessageId) {}
