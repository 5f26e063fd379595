package dev.tutti.app.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answer to {@code token-refresh}: when the new token ends. */
record TokenRefreshed(@Nullable Instant expiresAt) {}
