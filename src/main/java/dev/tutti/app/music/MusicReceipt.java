package dev.tutti.app.music;

/**
 * What the ack of {@code music-sync} tells.
 *
 * @param timestamp when the server took the command, ISO-8601 with milliseconds
 * @param serverTime the same in milliseconds since 1970
 */
public record MusicReceipt(String timestamp, long serverTime) {}
