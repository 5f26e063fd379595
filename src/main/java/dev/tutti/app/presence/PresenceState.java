package dev.tutti.app.presence;

import java.util.List;

/**
 * The payload of {@code presence-state}: it replaces whatever the client knew.
 *
 * @param users who is online of those whom the user follows, without himself
 * @param truncated whether there are more than are listed
 */
record PresenceState(List<String> users, boolean truncated) {}
