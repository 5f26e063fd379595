package dev.tutti.admin;

import dev.tutti.socketio.JsonCodec;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;

/**
 * Turns what the server itself refuses, such as an unknown path or a method that is not allowed,
 * into a problem. Not a {@code Provider} by annotation: it must not reach into an application's own
 * API.
 */
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
  @Inject JsonCodec json;

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response.StatusType status = exception.getResponse().getStatusInfo();
    String title = status.getReasonPhrase();
    String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    Problem problem = new Problem(title, status.getStatusCode(), title, code, null, null);
    Response answer = new Answers(json).problem(problem).response();
    Object allowed = exception.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
    return allowed == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allowed).build();
  }
}
