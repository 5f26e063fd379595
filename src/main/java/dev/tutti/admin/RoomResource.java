package dev.tutti.admin;

import dev.tutti.app.room.RoomName;
import dev.tutti.app.room.RoomRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many are in a room. */
@ApplicationScoped
@Path("/rooms")
@Tag(name = "rooms")
public class RoomResource {
  @Inject Gate gate;
  @Inject Answers answers;
  @Inject RoomRegistry rooms;

  @GET
  @Path("/{room}/count")
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "countRoom",
      summary = "Counts the users and the sockets in a public room")
  @APIResponse(responseCode = "200", description = "{room, users, sockets}; zeros if unknown")
  @APIResponse(responseCode = "400", description = "room_invalid")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "503", description = "unavailable: try again later")
  public CompletionStage<Response> count(
      @Context SecurityContext security, @PathParam("room") String room) {
    return answer(security, room).thenApply(Answer::response);
  }

  CompletionStage<Answer> answer(SecurityContext security, String room) {
    return gate.passLater(
        security,
        () -> {
          RoomName name = RoomName.of(room);
          return rooms
              .count(name)
              .thenApply(
                  count -> answers.ok(new Count(name.value(), count.users(), count.sockets())));
        });
  }

  private record Count(String room, int users, int sockets) {}
}
