package dev.tutti.app.room;

/** The payload of {@code joined-room} and {@code left-room}. */
record RoomReply(String room) {}
