package dev.tutti.app.room;

/**
 * What the ack of {@code leave-room} tells.
 *
 * @param room the name as it is kept
 * @param wasMember whether the socket was in the room before
 */
public record LeftRoom(String room, boolean wasMember) {}
