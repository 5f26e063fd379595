package dev.tutti.app.room;

/**
 * What the ack of {@code join-room} tells.
 *
 * @param room the name as it is kept
 * @param alreadyMember whether the socket was in the room before
 * @param members how many users are in the room now, the joining one included
 */
public record JoinedRoom(String room, boolean alreadyMember, int members) {}
