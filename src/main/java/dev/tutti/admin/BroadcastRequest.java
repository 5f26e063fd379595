package dev.tutti.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/broadcast}. */
record BroadcastRequest(
    @Schema(description = "Letters, digits and . _ : -, at most 64", required = true)
        @Nullable String event,
    @Schema(description = "The server adds timestamp and id", implementation = Object.class)
        @Nullable Map<String, JsonNode> data) {}
