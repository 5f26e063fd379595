package dev.tutti.redis;

/**
 * A message and where it goes.
 *
 * @param message not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record Publication(String channel, byte[] message) {}
