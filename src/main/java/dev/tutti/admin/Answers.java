package dev.tutti.admin;

import dev.tutti.socketio.JsonCodec;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Writes answers as JSON by the product's own codec: providers treat records differently. */
final class Answers {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private static final long MILLIS_PER_SECOND = 1_000;

  private final JsonCodec json;

  Answers(JsonCodec json) {
    this.json = json;
  }

  Response ok(Object body) {
    return answer(200, JSON, body).build();
  }

  Response accepted(Object body) {
    return answer(202, JSON, body).build();
  }

  Response problem(Problem problem) {
    Response.ResponseBuilder answer = answer(problem.status(), PROBLEM, problem);
    if (problem.status() == HttpStatus.UNAUTHORIZED.code()) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tutti\"");
    }
    Long retryAfterMs = problem.retryAfterMs();
    if (retryAfterMs != null) {
      long seconds = (retryAfterMs + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
      answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, seconds));
    }
    return answer.build();
  }

  private Response.ResponseBuilder answer(int status, String type, Object body) {
    return Response.status(status)
        .type(type)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(json.encode(body).text().getBytes(StandardCharsets.UTF_8));
  }
}
