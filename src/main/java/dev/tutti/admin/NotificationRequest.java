package dev.tutti.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/notifications}. Each component says that it is part of the schema,
 * since servers do not look for those of a record.
 */
@Schema(description = "Exactly one of user, users and all says who is notified")
record NotificationRequest(
    @Schema(description = "One user's id") @Nullable String user,
    @Schema(description = "Users' ids") @Nullable List<String> users,
    @Schema(description = "true: everybody who is connected") @Nullable Boolean all,
    @Schema(description = "Letters, digits and . _ : -, at most 64", required = true)
        @Nullable String type,
    @Schema(description = "A sentence for people") @Nullable String message,
    @Schema(description = "Any JSON", implementation = Object.class) @Nullable JsonNode data) {}
