package dev.tutti.redis;

/**
 * What a broadcast carries that a node has to confirm; Node.js servers pass over it.
 *
 * @param id of the broadcast among all nodes
 * @param node the uid of the node that waits for the confirmation
 */
record Ticket(String id, String node) {}
