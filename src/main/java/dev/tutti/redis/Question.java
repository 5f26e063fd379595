package dev.tutti.redis;

/**
 * What another node wants answered.
 *
 * @param asker the uid of the node that asks
 * @param id of the question, unique among all nodes
 */
record Question(String asker, String id) {}
