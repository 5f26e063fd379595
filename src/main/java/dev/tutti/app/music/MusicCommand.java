package dev.tutti.app.music;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code music-sync} from a client.
 *
 * @param action {@code play}, {@code pause} or {@code seek}
 * @param songId the application's name of the song
 * @param currentTime the position in seconds, finite and not negative
 * @param room the public room to play in; absent, the user's own other devices
 */
public record MusicCommand(
    @Nullable String action,
    @Nullable String songId,
    @Nullable Double currentTime,
    @Nullable String room) {}
