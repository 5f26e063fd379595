package dev.tutti.app.message;

/**
 * A message that has been handed to the recipient's connections; the payload of {@code
 * message-sent}.
 *
 * @param message the text as delivered
 * @param timestamp ISO-8601 with milliseconds, the same as the recipient reads
 * @param id unique, and in the order of sending when compared as text
 */
public record SentMessage(String targetUserId, String message, String timestamp, String id) {}
