package dev.tutti.admin;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a request is answered.
 *
 * @param type the media type of the body
 * @param headers further headers by name
 * @param body JSON
 */
record Answer(int status, String type, Map<String, String> headers, String body) {
  Answer {
    headers = Map.copyOf(headers);
  }

  Response response() {
    // Bytes, since providers differ in the charset that they write a text in.
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Response.ResponseBuilder response = Response.status(status).type(type).entity(bytes);
    headers.forEach(response::header);
    return response.build();
  }
}
