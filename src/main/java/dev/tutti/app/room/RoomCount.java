package dev.tutti.app.room;

/**
 * How many are in a room.
 *
 * @param users each counted once, however many sockets he has in it
 */
public record RoomCount(int users, int sockets) {}
