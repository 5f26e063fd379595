package dev.tutti.app.presence;

import org.jspecify.annotations.Nullable;

/**
 * The payload of {@code user-online} and {@code user-offline}.
 *
 * @param version grows from one of a user's transitions to the next, so that of two that overtook
 *     one another between nodes the older one can be told; absent on a single node
 */
record UserReference(String userId, @Nullable Long version) {}
