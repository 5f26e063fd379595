package dev.tutti.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/notifications}. */
@Schema(description = "Exactly one of user, users and all says who is notified")
record NotificationRequest(
    @Nullable String user,
    @Nullable List<String> users,
    @Nullable Boolean all,
    @Nullable String type,
    @Nullable String message,
    @Schema(implementation = Object.class) @Nullable JsonNode data) {}
