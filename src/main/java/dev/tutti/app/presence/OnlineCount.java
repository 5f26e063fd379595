package dev.tutti.app.presence;

/**
 * How many are there.
 *
 * @param users who are online
 * @param connections of all of them
 */
public record OnlineCount(int users, int connections) {}
