package dev.tutti.admin;

import dev.tutti.app.Identifier;
import dev.tutti.app.presence.PresenceService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is online. */
@ApplicationScoped
@Path("/presence")
@Tag(name = "presence")
public class PresenceResource {
  @Inject Gate gate;
  @Inject Answers answers;
  @Inject PresenceService presence;

  @GET
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(operationId = "listOnline", summary = "Lists the users who are online, in pages")
  @APIResponse(responseCode = "200", description = "{users, next?, total}; next is the cursor")
  @APIResponse(responseCode = "400", description = "invalid_parameter")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "503", description = "unavailable: try again later")
  public CompletionStage<Response> list(
      @Context SecurityContext security,
      @Parameter(description = "next of the page before") @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(description = "users on the page, 100 where absent") @QueryParam("limit")
          @Nullable String limit) {
    return answer(security, cursor, limit).thenApply(Answer::response);
  }

  CompletionStage<Answer> answer(
      SecurityContext security, @Nullable String cursor, @Nullable String limit) {
    return gate.passLater(
        security,
        () ->
            presence
                .onlineUsers(cursor, PageLimit.of(limit))
                .thenCombine(
                    presence.onlineCount(),
                    (page, total) -> answers.ok(new Listing(page.users(), page.next(), total))));
  }

  @GET
  @Path("/{user}")
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "isOnline",
      summary = "Tells whether a user is online; one that nobody knows is not")
  @APIResponse(responseCode = "200", description = "{userId, online}")
  @APIResponse(responseCode = "400", description = "invalid_payload")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "503", description = "unavailable: try again later")
  public CompletionStage<Response> one(
      @Context SecurityContext security, @PathParam("user") String user) {
    return answer(security, user).thenApply(Answer::response);
  }

  CompletionStage<Answer> answer(SecurityContext security, String user) {
    return gate.passLater(
        security,
        () -> {
          String userId = Identifier.require(user, "user");
          return presence
              .isOnline(userId)
              .thenApply(online -> answers.ok(new OneUser(userId, online)));
        });
  }

  private record Listing(List<String> users, @Nullable String next, int total) {}

  private record OneUser(String userId, boolean online) {}
}
