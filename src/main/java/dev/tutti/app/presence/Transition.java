package dev.tutti.app.presence;

import org.jspecify.annotations.Nullable;

/**
 * A user came online or went offline.
 *
 * @param online whether he came
 * @param version grows from one transition of the user to the next, over all nodes; absent where
 *     one node knows the order by itself
 */
public record Transition(String userId, boolean online, @Nullable Long version) {}
