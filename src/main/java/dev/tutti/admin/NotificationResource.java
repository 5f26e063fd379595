package dev.tutti.admin;

import dev.tutti.app.EventStamp;
import dev.tutti.app.InvalidPayload;
import dev.tutti.app.notification.Notification;
import dev.tutti.app.notification.NotificationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The event {@code notification} to one user, to many, to all. */
@ApplicationScoped
@Path("/notifications")
@Tag(name = "notifications")
public class NotificationResource {
  @Inject Gate gate;
  @Inject Body body;
  @Inject Answers answers;
  @Inject NotificationService notifications;

  @POST
  @Produces({Answers.JSON, Answers.PROBLEM})
  @Operation(
      operationId = "notify",
      summary = "Notifies one user, many users or everybody who is connected")
  @RequestBody(
      content =
          @Content(
              mediaType = Answers.JSON,
              schema = @Schema(implementation = NotificationRequest.class)))
  @APIResponse(responseCode = "202", description = "Handed to the connections: {id, timestamp}")
  @APIResponse(responseCode = "400", description = "invalid_payload, too_many_recipients")
  @APIResponse(responseCode = "401", description = "No token, or a refused one")
  @APIResponse(responseCode = "403", description = "The token lacks the role")
  @APIResponse(responseCode = "413", description = "body_too_large, payload_too_large")
  @APIResponse(responseCode = "429", description = "rate_limited: too many to everybody")
  public Response send(@Context SecurityContext security, InputStream content) {
    return answer(security, content).response();
  }

  Answer answer(SecurityContext security, InputStream content) {
    return gate.pass(
        security,
        () -> {
          NotificationRequest request = body.read(content, NotificationRequest.class);
          return answers.accepted(Sent.of(send(request)));
        });
  }

  private EventStamp send(NotificationRequest request) {
    if (request.type() == null) {
      throw InvalidPayload.in("type");
    }
    Notification notification = new Notification(request.type(), request.message(), request.data());
    Stream<?> addressees = Stream.of(request.user(), request.users(), request.all());
    if (addressees.filter(Objects::nonNull).count() != 1) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          InvalidPayload.CODE,
          "Exactly one of user, users and all must be given");
    }
    if (request.user() != null) {
      return notifications.toUser(request.user(), notification);
    }
    List<String> users = request.users();
    if (users != null) {
      return notifications.toUsers(users, notification);
    }
    if (!Boolean.TRUE.equals(request.all())) {
      throw InvalidPayload.in("all");
    }
    return notifications.toAll(notification);
  }
}
