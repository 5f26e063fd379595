package dev.tutti.admin;

import dev.tutti.socketio.JsonCodec;
import java.util.HashMap;
import java.util.Map;

/** Writes answers as JSON by the product's own codec: providers treat records differently. */
final class Answers {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private static final long MILLIS_PER_SECOND = 1_000;

  private final JsonCodec json;

  Answers(JsonCodec json) {
    this.json = json;
  }

  Answer ok(Object body) {
    return answer(200, JSON, headers(), body);
  }

  Answer accepted(Object body) {
    return answer(202, JSON, headers(), body);
  }

  Answer problem(Problem problem) {
    Map<String, String> headers = headers();
    if (problem.status() == HttpStatus.UNAUTHORIZED.code()) {
      headers.put("WWW-Authenticate", "Bearer realm=\"tutti\"");
    }
    Long retryAfterMs = problem.retryAfterMs();
    if (retryAfterMs != null) {
      long seconds = (retryAfterMs + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
      headers.put("Retry-After", Long.toString(seconds));
    }
    return answer(problem.status(), PROBLEM, headers, problem);
  }

  private Answer answer(int status, String type, Map<String, String> headers, Object body) {
    return new Answer(status, type, headers, json.encode(body).text());
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cache-Control", "no-store");
    return headers;
  }
}
