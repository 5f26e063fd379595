package dev.tutti.admin;

import dev.tutti.app.InvalidPayload;
import dev.tutti.app.notification.BroadcastService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events of a back end's own to everybody. */
@ApplicationScoped
@Path("/broadcast")
@Tag(name = "broadcast")
public class BroadcastResource {
  @Inject Gate gate;
  @Inject Body body;
  @Inject Answers answers;
  @Inject BroadcastService broadcasts;

  @POST
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "broadcast",
      summary = "Sends an event with an object to everybody who is connected")
  @RequestBody(
      content =
          @Content(
              mediaType = Answers.JSON,
              schema = @Schema(implementation = BroadcastRequest.class)))
  @APIResponse(responseCode = "202", description = "Handed to the connections: {id, timestamp}")
  @APIResponse(responseCode = "400", description = "invalid_payload, event_reserved")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "413", description = "body_too_large, payload_too_large")
  @APIResponse(responseCode = "429", description = "rate_limited")
  public Response send(@Context SecurityContext security, InputStream content) {
    return answer(security, content).response();
  }

  Answer answer(SecurityContext security, InputStream content) {
    return gate.pass(
        security,
        () -> {
          BroadcastRequest request = body.read(content, BroadcastRequest.class);
          if (request.event() == null) {
            throw InvalidPayload.in("event");
          }
          Map<String, ?> data = request.data() == null ? Map.of() : request.data();
          return answers.accepted(Sent.of(broadcasts.toAll(request.event(), data)));
        });
  }
}
