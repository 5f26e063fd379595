package dev.tutti.app.room;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code join-room} and {@code leave-room}.
 *
 * @param room a public room's name
 */
record RoomRequest(@Nullable String room) {}
