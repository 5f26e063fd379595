package dev.tutti.app.music;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code music-sync} to a client.
 *
 * @param userId who gave the command
 * @param timestamp when the server took it, ISO-8601 with milliseconds
 * @param serverTime the same in milliseconds since 1970, by which clients correct their clocks
 */
record MusicSync(
    String action,
    String songId,
    @Nullable Double currentTime,
    @Nullable String room,
    String userId,
    String timestamp,
    long serverTime) {}
