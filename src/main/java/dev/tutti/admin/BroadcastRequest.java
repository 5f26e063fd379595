package dev.tutti.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/broadcast}. */
record BroadcastRequest(
    @Nullable String event,
    @Schema(implementation = Object.class) @Nullable Map<String, JsonNode> data) {}
