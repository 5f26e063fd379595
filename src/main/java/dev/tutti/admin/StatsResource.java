package dev.tutti.admin;

import dev.tutti.app.presence.PresenceService;
import dev.tutti.app.room.RoomRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The figures that the seed's {@code getServerStats} gives, from what is counted anyway. */
@ApplicationScoped
@Path("/stats")
@Tag(name = "stats")
public class StatsResource {
  @Inject Gate gate;
  @Inject Answers answers;
  @Inject PresenceService presence;
  @Inject RoomRegistry rooms;

  @GET
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "stats",
      summary = "Counts the clients, the users online and the public rooms of all nodes")
  @APIResponse(responseCode = "200", description = "{connectedClients, onlineUsers, rooms}")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "503", description = "unavailable: try again later")
  public CompletionStage<Response> stats(@Context SecurityContext security) {
    return answer(security).thenApply(Answer::response);
  }

  CompletionStage<Answer> answer(SecurityContext security) {
    return gate.passLater(
        security,
        () ->
            presence
                .count()
                .thenCombine(
                    rooms.count(),
                    (online, open) ->
                        answers.ok(new Stats(online.connections(), online.users(), open))));
  }

  private record Stats(int connectedClients, int onlineUsers, int rooms) {}
}
