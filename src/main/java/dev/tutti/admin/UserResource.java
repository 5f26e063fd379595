package dev.tutti.admin;

import dev.tutti.app.Identifier;
import dev.tutti.app.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
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

/** What is done to a user. */
@ApplicationScoped
@Path("/users")
@Tag(name = "users")
public class UserResource {
  @Inject Gate gate;
  @Inject Answers answers;
  @Inject SessionService sessions;

  @DELETE
  @Path("/{user}/sessions")
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "endSessions",
      summary = "Revokes the tokens a user has now and ends his connections, who stays away")
  @APIResponse(
      responseCode = "200",
      description = "{userId, ended}: connections that this node had")
  @APIResponse(responseCode = "400", description = "invalid_payload")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "503", description = "unavailable: try again later")
  public CompletionStage<Response> end(
      @Context SecurityContext security, @PathParam("user") String user) {
    return answer(security, user).thenApply(Answer::response);
  }

  CompletionStage<Answer> answer(SecurityContext security, String user) {
    return gate.passLater(
        security,
        () -> {
          String userId = Identifier.require(user, "user");
          return sessions.logOut(userId).thenApply(ended -> answers.ok(new Ended(userId, ended)));
        });
  }

  private record Ended(String userId, int ended) {}
}
