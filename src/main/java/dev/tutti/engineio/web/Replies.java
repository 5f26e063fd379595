package dev.tutti.engineio.web;

import dev.tutti.engineio.HttpReply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the engine's answers as HTTP. */
final class Replies {
  private Replies() {}

  static void writeHead(HttpReply reply, HttpServletResponse response) {
    response.setStatus(reply.status());
    response.setContentType(reply.contentType());
    response.setHeader("Cache-Control", "no-store");
    if (!reply.retryAfter().isZero()) {
      response.setHeader("Retry-After", Long.toString(reply.retryAfter().toSeconds()));
    }
    response.setContentLength(reply.body().length);
  }

  /** For short answers on the request's own thread. */
  static void write(HttpReply reply, HttpServletResponse response) throws IOException {
    writeHead(reply, response);
    response.getOutputStream().write(reply.body());
  }
}
