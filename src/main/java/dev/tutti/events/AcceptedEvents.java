package dev.tutti.events;

import java.time.Duration;

/** Events that a rate limit let through, so long ago. */
public record AcceptedEvents(Duration age, int count) {}
